/** The words that an export adds to a lesson's text, in its language. An import takes them away again, in any. */
export interface NotebookWords {
  readonly lecture: (number: string) => string;
  /** The titles of callouts; a margin note has none. */
  readonly callouts: ReadonlyMap<string, string>;
  readonly exercise: string;
  readonly solution: string;
  readonly hint: (index: number, total: number) => string;
  readonly typescript: string;
  readonly figureOnPage: string;
}

const ENGLISH: NotebookWords = {
  lecture: (number) => `*Lecture ${number}.*`,
  callouts: new Map([
    ["note", "Note"],
    ["tip", "Tip"],
    ["warning", "Warning"],
    ["caution", "Caution"],
    ["important", "Important"],
    ["margin", ""],
  ]),
  exercise: "Exercise",
  solution: "Solution",
  hint: (index, total) => (total === 1 ? "Hint" : `Hint ${index + 1} of ${total}`),
  typescript:
    "*Code in TypeScript is shown here as text: it runs on the lesson’s page. What has a Python version runs here.*",
  figureOnPage: "*The interactive figure is on the lesson’s page.*",
};

const GERMAN: NotebookWords = {
  lecture: (number) => `*Vorlesung ${number}.*`,
  callouts: new Map([
    ["note", "Hinweis"],
    ["tip", "Tipp"],
    ["warning", "Warnung"],
    ["caution", "Vorsicht"],
    ["important", "Wichtig"],
    ["margin", ""],
  ]),
  exercise: "Aufgabe",
  solution: "Lösung",
  hint: (index, total) => (total === 1 ? "Hinweis" : `Hinweis ${index + 1} von ${total}`),
  typescript:
    "*Code in TypeScript steht hier als Text: Er läuft auf der Seite der Lektion. Was eine Fassung in Python hat, läuft hier.*",
  figureOnPage: "*Die interaktive Abbildung ist auf der Seite der Lektion.*",
};

/** Those of all languages. */
export const ALL_NOTEBOOK_WORDS: readonly NotebookWords[] = [ENGLISH, GERMAN];

/** The words for a language as a BCP 47 tag; English for those that have none yet. */
export function notebookWords(lang: string): NotebookWords {
  return /^de(?:-|$)/i.test(lang) ? GERMAN : ENGLISH;
}
