import { isMap, isScalar, isSeq, type Pair, parseDocument } from "yaml";
import { nearest } from "../../protocol/nearest.ts";
import { yamlRemedy } from "../../protocol/yaml-remedy.ts";
import { isLanguage } from "../language-tag.ts";
import { formulasIn } from "../markdown/math-syntax.ts";
import { type MacroDefinition, readMacros } from "../read-macros.ts";
import { isSolutionAccess, type SolutionAccess } from "../solution-access.ts";
import type { Fault } from "../source-text.ts";
import { suggestion } from "../suggestion.ts";
import {
  consequence,
  likelyFrontMatter,
  likelyRestrictions,
  type Restrictions,
} from "./unreadable-front-matter.ts";

export interface FrontMatter extends Restrictions {
  /** Null if it is missing. */
  readonly title: string | null;
  readonly lecture: string | null;
  readonly summary: string;
  /** The language of the text as a BCP 47 tag; null if it is not named. */
  readonly lang: string | null;
  /** The address of the published notebook in Colab, or null. */
  readonly colab: string | null;
  readonly datasets: readonly ListedName[];
  /** The paths of the files that cells can read. */
  readonly files: readonly ListedName[];
  /** The names of the npm packages that cells can import. */
  readonly packages: readonly ListedName[];
  readonly macros: readonly MacroDefinition[];
  /** `number-sections: true`: headings have numbers. */
  readonly numberSections: boolean;
  /** The offset at which the Markdown begins. */
  readonly end: number;
  readonly faults: readonly Fault[];
}

/** An entry of a list. */
export interface ListedName {
  readonly name: string;
  readonly offset: number;
}

/** The keys whose values are lists of names, with an example of each. */
const LISTS = {
  datasets: "[fashion-mnist]",
  files: "[data/penguins.csv]",
  packages: "[simple-statistics]",
} as const;
type ListKey = keyof typeof LISTS;

const KEYS = [
  ...["title", "lecture", "summary", "lang", "colab", "draft", "solutions", "macros", "number-sections"],
  ...Object.keys(LISTS),
];
/** What Quarto and Pandoc have in the front matter, and Lectern elsewhere. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["bibliography", "Call the file `references.bib`, and put it beside the lesson or beside `course.yaml`."],
  ["citations", "Write it in `course.yaml`: it is the same for all lessons."],
  ["csl", "There are two styles: write `citations: numeric` in `course.yaml`, or leave it out."],
  ["references", "Put a BibTeX file `references.bib` beside the lesson or beside `course.yaml`."],
]);
const FENCED = /^---[ \t]*\n(?:([\s\S]*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const LONGEST = 20_000;
/** An address in Colab, to which the page may link. */
const COLAB = /^https:\/\/colab\.research\.google\.com\/[^\s"'<>\\]+$/;

/** Reads the YAML between `---` and `---` at the start of a lesson. */
export function parseFrontMatter(text: string): FrontMatter {
  const [fenced, yaml = ""] = FENCED.exec(text) ?? [];
  if (fenced === undefined) return withoutFrontMatter(text);
  const start = text.indexOf("\n") + 1;
  const reader = new Reader(start);
  if (yaml.length > LONGEST) {
    reader.refuse(yaml, [
      {
        offset: start,
        message: `The front matter has more than ${LONGEST} characters.`,
        remedy: "Shorten it.",
      },
    ]);
    return reader.result(fenced.length);
  }
  reader.read(yaml);
  return reader.result(fenced.length);
}

function withoutFrontMatter(text: string): FrontMatter {
  const { draft, solutions } = likelyRestrictions(likelyFrontMatter(text));
  const { message, remedy } = missingFault(text);
  const faults = [{ offset: 0, message, remedy: remedy + consequence({ draft, solutions }) }];
  return {
    title: null,
    lecture: null,
    summary: "",
    lang: null,
    colab: null,
    draft,
    solutions,
    datasets: [],
    files: [],
    packages: [],
    macros: [],
    numberSections: false,
    end: 0,
    faults,
  };
}

function missingFault(text: string): Pick<Fault, "message" | "remedy"> {
  if (/^---[ \t]*\n/.test(text)) {
    return { message: "The front matter is not closed.", remedy: "End it with a line `---`." };
  }
  if (FENCED.test(text.trimStart())) {
    return {
      message: "The front matter is not at the beginning of the file.",
      remedy: "Remove the empty lines and spaces before its first `---`.",
    };
  }
  return {
    message: "The lesson has no title.",
    remedy: "Begin the file with `---`, `title: …`, `---`, each on a line.",
  };
}

class Reader {
  readonly #start: number;
  readonly #faults: Fault[] = [];
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<ListKey, readonly ListedName[]>();
  #draft = false;
  /** What mistyped keys were probably meant to say. */
  #likely: Restrictions = { draft: false, solutions: null };
  #solutions: SolutionAccess | null = null;
  #macros: readonly MacroDefinition[] = [];
  #numberSections = false;

  constructor(start: number) {
    this.#start = start;
  }

  report(offset: number, message: string, remedy: string): void {
    this.#faults.push({ offset, message, remedy });
  }

  /** Reports why the front matter cannot be read, and takes from it only what restricts the lesson. */
  refuse(yaml: string, faults: readonly Fault[]): void {
    const restrictions = likelyRestrictions(yaml);
    this.#restrict(restrictions);
    for (const { offset, message, remedy } of faults)
      this.report(offset, message, remedy + consequence(restrictions));
  }

  #restrict({ draft, solutions }: Restrictions): void {
    if (draft) this.#draft = true;
    if (solutions !== null) this.#solutions = solutions;
  }

  read(yaml: string): void {
    const document = parseDocument(yaml, { prettyErrors: false, logLevel: "silent" });
    const faults = [...document.errors, ...document.warnings].map((error) => ({
      offset: this.#start + error.pos[0],
      message: `The front matter is not YAML: ${error.message}`,
      remedy: yamlRemedy(error.code),
    }));
    if (document.errors.length > 0) {
      this.refuse(yaml, faults);
      return;
    }
    for (const { offset, message, remedy } of faults) this.report(offset, message, remedy);
    if (document.contents === null) return;
    if (!isMap(document.contents)) {
      const message = "The front matter is not a list of keys and values.";
      this.refuse(yaml, [{ offset: this.#start, message, remedy: "Write `key: value` on each line." }]);
      return;
    }
    for (const pair of document.contents.items) this.#readPair(pair);
    // A mistyped key counts at any position.
    this.#restrict(this.#likely);
  }

  #readPair(pair: Pair): void {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    const offset = this.#offsetOf(pair.key);
    if (!KEYS.includes(key)) {
      this.#readUnknown(key, pair.value, offset);
    } else if (isListKey(key)) {
      this.#readList(key, pair.value, offset);
    } else if (key === "solutions") {
      this.#readSolutions(pair.value, offset);
    } else if (key === "draft") {
      this.#readDraft(pair.value, offset);
    } else if (key === "macros") {
      this.#readMacros(pair.value, offset);
    } else if (key === "number-sections") {
      this.#readNumberSections(pair.value, offset);
    } else {
      this.#readText(key, pair.value, offset);
    }
  }

  /** A key that is almost `draft` or `solutions` restricts the lesson as that would, if not more. */
  #readUnknown(key: string, value: unknown, offset: number): void {
    const near = ELSEWHERE.has(key) ? null : nearest(key, KEYS);
    const isDraft = near === "draft" && !(isScalar(value) && value.value === false);
    const likely: Restrictions = { draft: isDraft, solutions: near === "solutions" ? "withheld" : null };
    this.#likely = {
      draft: this.#likely.draft || likely.draft,
      solutions: likely.solutions ?? this.#likely.solutions,
    };
    const remedy = ELSEWHERE.get(key) ?? suggestion(key, KEYS);
    this.report(offset, `Unknown key \`${key}\` in the front matter.`, remedy + consequence(likely));
  }

  #readMacros(value: unknown, offset: number): void {
    const { macros, faults } = readMacros(value, offset - this.#start);
    this.#macros = macros.map((macro) => ({ ...macro, offset: this.#start + macro.offset }));
    for (const fault of faults) this.report(this.#start + fault.offset, fault.message, fault.remedy);
  }

  #readNumberSections(value: unknown, offset: number): void {
    const isOn = isScalar(value) ? value.value : undefined;
    if (typeof isOn === "boolean") this.#numberSections = isOn;
    else {
      const message = "`number-sections` in the front matter is neither `true` nor `false`.";
      this.report(offset, message, "Write `number-sections: true`.");
    }
  }

  #readText(key: string, value: unknown, offset: number): void {
    const scalar = isScalar(value) ? value.value : undefined;
    if (typeof scalar === "string" || typeof scalar === "number") {
      this.#setText(key, String(scalar).trim(), this.#offsetOf(value));
    } else {
      this.report(
        offset,
        `\`${key}\` in the front matter is not text.`,
        `Write \`${key}: …\` with one line of text; put it in quotes if necessary.`,
      );
    }
  }

  #setText(key: string, text: string, offset: number): void {
    if (key === "lang" && !isLanguage(text)) {
      this.report(
        offset,
        `\`${text}\` is not a language.`,
        "Write its code, such as `lang: en` or `lang: de`.",
      );
      return;
    }
    if (key === "colab" && !COLAB.test(text)) {
      this.report(
        offset,
        `\`${text}\` is not the address of a notebook in Colab.`,
        "Copy it from Colab: it begins with `https://colab.research.google.com/`.",
      );
      return;
    }
    if (["title", "summary"].includes(key) && formulasIn(text).length > 0) {
      const remedy = "Write it in Unicode or in words; the lesson itself may have formulas.";
      this.report(offset, `\`${key}\` is plain text: its formula is shown as it is written.`, remedy);
    }
    this.#texts.set(key, text);
  }

  /** Anything but a boolean counts as true: better a page that is missing than one that should not be there. */
  #readDraft(value: unknown, offset: number): void {
    const isDraft = isScalar(value) ? value.value : undefined;
    this.#draft = isDraft !== false;
    if (typeof isDraft === "boolean") return;
    this.report(
      offset,
      "`draft` in the front matter is neither `true` nor `false`.",
      "Write `draft: true`, or remove the line to publish the lesson.",
    );
  }

  /** What cannot be read withholds them: what has been published cannot be taken back. */
  #readSolutions(value: unknown, offset: number): void {
    const access = isScalar(value) ? value.value : undefined;
    this.#solutions = isSolutionAccess(access) ? access : "withheld";
    if (isSolutionAccess(access)) return;
    this.report(
      offset,
      "`solutions` in the front matter is not one of `open`, `after-attempt` and `withheld`.",
      "Write one of them; until then, the solutions are withheld.",
    );
  }

  #readList(key: ListKey, value: unknown, offset: number): void {
    const items: unknown[] = isSeq(value) ? value.items : [];
    const names = items.filter(isScalar).filter((item) => typeof item.value === "string");
    if (!isSeq(value) || names.length < items.length) {
      const what = key === "files" ? "paths" : "names";
      this.report(offset, `\`${key}\` is not a list of ${what}.`, `Write \`${key}: ${LISTS[key]}\`.`);
    }
    this.#lists.set(
      key,
      names.map((item) => ({ name: String(item.value), offset: this.#offsetOf(item) })),
    );
  }

  #offsetOf(node: unknown): number {
    return this.#start + (isScalar(node) ? (node.range?.[0] ?? 0) : 0);
  }

  result(end: number): FrontMatter {
    const title = this.#texts.get("title") || null;
    if (title === null && this.#faults.length === 0) {
      this.report(0, "The lesson has no title.", "Add a line `title: …` to the front matter.");
    }
    return {
      title,
      lecture: this.#texts.get("lecture") || null,
      summary: this.#texts.get("summary") ?? "",
      lang: this.#texts.get("lang") ?? null,
      colab: this.#texts.get("colab") || null,
      draft: this.#draft,
      solutions: this.#solutions,
      datasets: this.#lists.get("datasets") ?? [],
      files: this.#lists.get("files") ?? [],
      packages: this.#lists.get("packages") ?? [],
      macros: this.#macros,
      numberSections: this.#numberSections,
      end,
      faults: this.#faults,
    };
  }
}

function isListKey(key: string): key is ListKey {
  return Object.hasOwn(LISTS, key);
}
