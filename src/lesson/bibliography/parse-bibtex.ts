import { bibtexParser } from "latex-utensils";
import { nearest } from "../../protocol/nearest.ts";
import type { Problem } from "../../protocol/problem.ts";
import { createProblemLog, type ProblemLog } from "../problem-log.ts";
import { sourceText } from "../source-text.ts";
import { suggestion } from "../suggestion.ts";
import { NO_NAMES, readNames } from "./author-names.ts";
import type { Bibliography, Entry } from "./bibliography.ts";
import { latexText } from "./latex-text.ts";

export interface ParsedBibliography {
  readonly bibliography: Bibliography;
  readonly problems: readonly Problem[];
}

const LONGEST = 2_000_000;
/** A longer entry is not read: it would take long. */
const LONGEST_ENTRY = 20_000;

const TYPES = (
  "article book booklet collection conference dataset inbook incollection inproceedings manual mastersthesis misc " +
  "mvbook online patent periodical phdthesis proceedings report software suppbook techreport thesis unpublished www"
).split(" ");

const FIELDS = (
  "abstract address annote author booktitle chapter crossref date day doi edition editor eprint eprinttype " +
  "archiveprefix primaryclass eventtitle file howpublished institution isbn issn issue journal journaltitle key keywords " +
  "language location month note number organization pages publisher school series subtitle title translator type url " +
  "urldate version volume year"
).split(" ");

/** BibTeX's own abbreviations. */
const MONTHS: ReadonlyMap<string, string> = new Map(
  "jan feb mar apr may jun jul aug sep oct nov dec"
    .split(" ")
    .map((name, index) => [name, String(index + 1)]),
);

/**
 * Reads a BibTeX file. Never throws: an entry that cannot be read is among the problems, and the others are used.
 * @param file its name as problems show it.
 */
export function parseBibtex(file: string, source: string, isUtf8 = true): ParsedBibliography {
  const text = sourceText(file, source);
  const log = createProblemLog(text);
  const reader = new Reader(log);
  if (!isUtf8) {
    const message = "The file is not UTF-8: this character cannot be read.";
    log.report(Math.max(0, text.text.indexOf("\uFFFD")), message, "Save the file as UTF-8 in your editor.");
  }
  if (text.text.length > LONGEST) {
    log.report(0, `The file has more than ${LONGEST} characters.`, "Leave only what the lessons cite in it.");
  } else {
    for (const { start, text: chunk } of chunksOf(text.text)) reader.read(chunk, start);
  }
  return { bibliography: { files: [file], entries: reader.entries }, problems: log.all() };
}

interface Chunk {
  readonly start: number;
  readonly text: string;
}

/** The entries, each by itself, so that a mistake in one leaves the others. An `@` at the start of a line begins one. */
function chunksOf(text: string): Chunk[] {
  const starts = [...text.matchAll(/^[ \t]*@(?=[ \t]*[A-Za-z]+[ \t]*[{(])/gm)].map(({ index }) => index);
  return starts.map((start, index) => ({ start, text: text.slice(start, starts[index + 1] ?? text.length) }));
}

type Content = ReturnType<typeof bibtexParser.parse>["content"][number];
type EntryNode = Extract<Content, { internalKey?: string; content: unknown[] }>;
type Value = EntryNode["content"][number]["value"];

class Reader {
  readonly entries = new Map<string, Entry>();
  readonly #log: ProblemLog;
  readonly #strings = new Map<string, string>(MONTHS);

  constructor(log: ProblemLog) {
    this.#log = log;
  }

  read(text: string, start: number): void {
    if (text.length > LONGEST_ENTRY) {
      this.#log.report(start, `An entry of more than ${LONGEST_ENTRY} characters.`, "Shorten its fields.");
      return;
    }
    try {
      for (const node of bibtexParser.parse(text).content) this.#readNode(node, text, start);
    } catch (error) {
      this.#reportUnreadable(error, start, text);
    }
  }

  #reportUnreadable(error: unknown, start: number, text: string): void {
    const key = /^\s*@\s*\w+\s*[{(]\s*([^\s,{}()=]+)\s*,/.exec(text)?.[1];
    const name = key === undefined ? "This entry" : `The entry \`${key}\``;
    const remedy =
      "Entries have the form `@article{key, author = {…}, title = {…}, year = {2020}}`, with a comma after each field.";
    const isOpen = bibtexParser.isSyntaxError(error) && error.found === null;
    const inside =
      bibtexParser.isSyntaxError(error) && !isOpen ? error.location.start.offset : indentOf(text);
    const reason = isOpen
      ? "a brace or quote is not closed"
      : `\`${text.slice(inside, inside + 1)}\` is not allowed here`;
    this.#log.report(start + inside, `${name} cannot be read: ${reason}.`, remedy);
  }

  #readNode(node: Content, text: string, start: number): void {
    if (bibtexParser.isStringEntry(node)) {
      this.#strings.set(node.abbreviation.toLowerCase(), node.value.content);
    } else if (bibtexParser.isEntry(node)) {
      this.#readEntry(node, text, start);
    }
  }

  #readEntry(node: EntryNode, text: string, start: number): void {
    const at = start + node.location.start.offset;
    const report = (offset: number, message: string, remedy: string): void =>
      this.#log.report(offset, message, remedy);
    const { internalKey: key } = node;
    if (!key) {
      report(at, "An entry without a key, by which lessons could cite it.", "Write `@article{key, …}`.");
      return;
    }
    if (this.entries.has(key)) {
      report(
        at + Math.max(0, text.indexOf(key)),
        `The key \`${key}\` is used twice: the first entry counts.`,
        "Give this one another key, or remove it.",
      );
      return;
    }
    const type = node.entryType.toLowerCase();
    if (!TYPES.includes(type)) {
      report(at, `Unknown type \`@${node.entryType}\`.`, suggestionOf(type, TYPES, "Use `@misc`."));
    }
    const fields = this.#readFields(node, start);
    const entry = entryOf(key, type, fields);
    if (!fields.has("title")) report(at, `The entry \`${key}\` has no title.`, "Add `title = {…},`.");
    if (entry.authors.names.length + entry.editors.names.length === 0 && !hasInstitution(fields)) {
      report(at, `The entry \`${key}\` has no author.`, "Add `author = {Last, First and Last, First},`.");
    }
    this.entries.set(key, entry);
  }

  #readFields(node: EntryNode, start: number): Map<string, string> {
    const fields = new Map<string, string>();
    for (const { name, value, location } of node.content) {
      const offset = start + location.start.offset;
      const known = name.toLowerCase();
      const near = FIELDS.includes(known) || known.length < 5 ? null : nearest(known, FIELDS);
      if (near !== null) {
        this.#log.report(offset, `Unknown field \`${name}\`.`, `Did you mean \`${near}\`?`);
      }
      if (fields.has(known)) {
        this.#log.report(offset, `The field \`${name}\` is given twice.`, "Keep one.");
      }
      fields.set(known, this.#textOf(value, start));
    }
    return fields;
  }

  #textOf(value: Value, start: number): string {
    if (value.kind === "concat") return value.content.map((part) => this.#textOf(part, start)).join("");
    if (value.kind !== "abbreviation") return value.content;
    const text = this.#strings.get(value.content.toLowerCase());
    if (text !== undefined) return text;
    const remedy = `Put it in braces, \`{${value.content}}\`, or define it above: \`@string{${value.content} = {…}}\`.`;
    this.#log.report(start + value.location.start.offset, `\`${value.content}\` is not defined.`, remedy);
    return value.content;
  }
}

function suggestionOf(name: string, known: readonly string[], otherwise: string): string {
  return nearest(name, known) === null ? otherwise : suggestion(name, known);
}

function entryOf(key: string, type: string, fields: ReadonlyMap<string, string>): Entry {
  const namesOf = (field: string) => {
    const written = fields.get(field);
    return written === undefined ? NO_NAMES : readNames(written);
  };
  const date = latexText(fields.get("year") ?? fields.get("date") ?? "");
  // `2017-06-12/2017-06-15`, as in BibLaTeX.
  const year = (/^\d{4}(?=-|$)/.exec(date)?.[0] ?? date) || null;
  return { key, type, authors: namesOf("author"), editors: namesOf("editor"), year, fields };
}

function hasInstitution(fields: ReadonlyMap<string, string>): boolean {
  return ["organization", "institution", "key"].some((name) => fields.has(name));
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
