import type { Kind } from "./kinds.ts";

/** The words that numbers, references and the list of references add to a lesson's text, in its language. */
export interface ReferenceWords {
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly proof: string;
  readonly references: string;
  /** The name of a footnote's mark, and of the list of footnotes. */
  readonly footnote: (number: string) => string;
  readonly footnotes: string;
  /** The names of links back to the text; `which` counts the places in it that lead here, from 1. */
  readonly backToFootnote: (number: string, which: number) => string;
  readonly backToCitation: (work: string, which: number) => string;
  /** A section without a number. */
  readonly sectionTitle: (title: string) => string;
  /** After the name of a part of another lesson. */
  readonly inLesson: (title: string) => string;
  readonly and: string;
  /** Before “and” in a list of names. */
  readonly listComma: string;
  /** A title, which ends in a full stop, in quotation marks; English has the full stop inside them. */
  readonly quoted: (title: string) => string;
  /** After the first of three or more authors. */
  readonly others: string;
  /** In place of the year of a work without one. */
  readonly noDate: string;
  readonly editor: string;
  readonly editors: string;
  /** Before the book that contains a chapter. */
  readonly in: string;
  readonly pages: string;
  readonly editedBy: (names: string) => string;
  readonly edition: (edition: string) => string;
  readonly volume: (volume: string) => string;
  readonly thesis: Readonly<Record<"phdthesis" | "mastersthesis", string>>;
}

const ENGLISH: ReferenceWords = {
  kinds: {
    figure: "Figure",
    table: "Table",
    equation: "Equation",
    section: "Section",
    exercise: "Exercise",
    theorem: "Theorem",
    lemma: "Lemma",
    corollary: "Corollary",
    proposition: "Proposition",
    conjecture: "Conjecture",
    definition: "Definition",
    example: "Example",
    remark: "Remark",
  },
  proof: "Proof",
  references: "References",
  footnote: (number) => `Footnote ${number}`,
  footnotes: "Footnotes",
  backToFootnote: (number, which) => `Back to the text of footnote ${number}${nth(which, "place")}`,
  backToCitation: (work, which) => `Back to the text that cites ${work}${nth(which, "place")}`,
  sectionTitle: (title) => `Section “${title}”`,
  inLesson: (title) => `in “${title}”`,
  and: "and",
  listComma: ",",
  quoted: (title) => `“${title}”`,
  others: "et al.",
  noDate: "n.d.",
  editor: "ed.",
  editors: "eds.",
  in: "In",
  pages: "pp.",
  editedBy: (names) => `edited by ${names}`,
  edition: (edition) => `${/^\d+$/.test(edition) ? ordinal(Number(edition)) : edition} ed.`,
  volume: (volume) => `vol. ${volume}`,
  thesis: { phdthesis: "PhD thesis", mastersthesis: "Master’s thesis" },
};

/** Tells the second place and those after it apart. */
function nth(which: number, word: string): string {
  return which > 1 ? `, ${word} ${which}` : "";
}

function ordinal(number: number): string {
  const suffix = new Intl.PluralRules("en", { type: "ordinal" }).select(number);
  return `${number}${{ zero: "th", one: "st", two: "nd", few: "rd", many: "th", other: "th" }[suffix]}`;
}

const GERMAN: ReferenceWords = {
  kinds: {
    figure: "Abbildung",
    table: "Tabelle",
    equation: "Gleichung",
    section: "Abschnitt",
    exercise: "Aufgabe",
    theorem: "Satz",
    lemma: "Lemma",
    corollary: "Korollar",
    proposition: "Proposition",
    conjecture: "Vermutung",
    definition: "Definition",
    example: "Beispiel",
    remark: "Bemerkung",
  },
  proof: "Beweis",
  references: "Literatur",
  footnote: (number) => `Fußnote ${number}`,
  footnotes: "Fußnoten",
  backToFootnote: (number, which) => `Zurück zum Text von Fußnote ${number}${nth(which, "Stelle")}`,
  backToCitation: (work, which) => `Zurück zum Text, der ${work} zitiert${nth(which, "Stelle")}`,
  sectionTitle: (title) => `Abschnitt „${title}“`,
  inLesson: (title) => `in „${title}“`,
  and: "und",
  listComma: "",
  quoted: (title) => `„${title.replace(/\.$/, "")}“`,
  others: "u. a.",
  noDate: "o. J.",
  editor: "Hrsg.",
  editors: "Hrsg.",
  in: "In",
  pages: "S.",
  editedBy: (names) => `hrsg. von ${names}`,
  edition: (edition) => `${/^\d+$/.test(edition) ? `${edition}.` : edition} Aufl.`,
  volume: (volume) => `Bd. ${volume}`,
  thesis: { phdthesis: "Dissertation", mastersthesis: "Masterarbeit" },
};

/** The words for a language as a BCP 47 tag; English for those that have none yet. */
export function referenceWords(lang: string): ReferenceWords {
  return /^de(?:-|$)/i.test(lang) ? GERMAN : ENGLISH;
}
