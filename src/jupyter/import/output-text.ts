import { fenced } from "../export/text-of-blocks.ts";
import { escapeText, type HtmlPart, readHtmlOutput, tableMarkdown } from "./html-output.ts";
import { latexMarkdown } from "./latex-output.ts";
import { outputMarkdown } from "./markdown-output.ts";
import { PICTURE_TYPES, type PictureFiles } from "./picture-files.ts";
import type { ReadCell, ReadOutput } from "./read-notebook.ts";

/** The most characters of an output that are kept, and of all outputs of a notebook. */
const LONGEST = 10_000;
const LONGEST_TOGETHER = 150_000;

/** Writes the outputs of cells as text and pictures of the lesson. */
export interface OutputWriter {
  /** The Markdown of a cell's outputs, each with what could not be kept of it. */
  readonly write: (cell: ReadCell) => readonly WrittenOutput[];
}

export interface WrittenOutput {
  /** Empty if nothing of it is kept. */
  readonly markdown: string;
  readonly note: string | null;
}

export function createOutputWriter(pictures: PictureFiles): OutputWriter {
  const space = new OutputSpace();
  return {
    write: (cell) =>
      mergeTexts(cell.outputs).map((output) => writeOutput(output, { number: cell.number, pictures, space })),
  };
}

/** How much of the outputs of a notebook is kept. */
class OutputSpace {
  #left = LONGEST_TOGETHER;

  /** What the terminal shows of a text, as far as there is space for it. */
  text(text: string): WrittenOutput {
    const plain = plainOutput(text);
    const kept = shorten(plain, this.#most());
    this.#left -= kept.length;
    const isCut = kept.length < plain.length;
    const note = isCut ? `An output of ${text.length} characters was cut to ${kept.length}.` : null;
    return { markdown: kept === "" ? "" : fenced(kept, "text"), note };
  }

  /** Markdown that cannot be cut; null if there is no space for it. */
  whole(markdown: string): WrittenOutput | null {
    if (markdown.length > this.#most()) return null;
    this.#left -= markdown.length;
    return { markdown, note: null };
  }

  /**
   * Tables with as many of their rows, and of the text between them as much, as there is space for; null if that is
   * nothing.
   */
  html(parts: readonly HtmlPart[]): WrittenOutput | null {
    const most = this.#most();
    let length = 0;
    const written = parts.map((part) => {
      const kept = writePart(part, most - length);
      length += kept.markdown.length;
      return kept;
    });
    if (length === 0) return null;
    this.#left -= length;
    const markdowns = written.map(({ markdown }) => markdown).filter((markdown) => markdown !== "");
    return { markdown: markdowns.join("\n\n"), note: describeMissing(written) };
  }

  #most(): number {
    return Math.min(LONGEST, this.#left);
  }
}

/** What there is space for of a part of an output in HTML, and how much there is no space for. */
type WrittenPart =
  | { readonly type: "text"; readonly markdown: string; readonly length: number; readonly missing: number }
  | { readonly type: "table"; readonly markdown: string; readonly missingRows: number };

function writePart(part: HtmlPart, most: number): WrittenPart {
  switch (part.type) {
    case "text": {
      const { length } = part.text;
      const kept = shortenEscaped(part.text, most);
      return { type: "text", markdown: escapeText(kept), length, missing: length - kept.length };
    }
    case "table": {
      const table = tableMarkdown(part, most);
      const missingRows = part.rows.length - (table?.rows ?? 0);
      return { type: "table", markdown: table?.markdown ?? "", missingRows };
    }
  }
}

/** What a note says about the parts that are not complete; null if all are. */
function describeMissing(parts: readonly WrittenPart[]): string | null {
  const texts = parts.filter((part) => part.type === "text");
  const tables = parts.filter((part) => part.type === "table");
  const missing = sum(texts.map((text) => text.missing));
  const length = sum(texts.map((text) => text.length));
  const rows = sum(tables.map(({ missingRows }) => missingRows));
  const leftOut = tables.filter(({ markdown }) => markdown === "").length;
  const notes = [
    ...(missing === 0
      ? []
      : [`The text of an output, ${length} characters, was cut to ${length - missing}.`]),
    ...(leftOut === 0 ? [] : ["A table is too long: it was left out."]),
    ...(leftOut > 0 || rows === 0 ? [] : [`A table is too long: its last ${rows} rows were left out.`]),
  ];
  return notes.length === 0 ? null : notes.join(" ");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The beginning of a text that fits with its escapes. */
function shortenEscaped(text: string, most: number): string {
  let kept = shorten(text, most);
  for (let excess = escapeText(kept).length - most; excess > 0; excess = escapeText(kept).length - most)
    kept = kept.slice(0, Math.max(0, kept.length - excess));
  return kept;
}

/** The first lines of a text, or the beginning of its first line. */
function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf("\n", most);
  return text.slice(0, end > 0 ? end : most);
}

/** What a cell printed, in one piece. */
function mergeTexts(outputs: readonly ReadOutput[]): readonly ReadOutput[] {
  const merged: ReadOutput[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (last?.type === "text" && output.type === "text") {
      merged[merged.length - 1] = { type: "text", text: last.text + output.text };
    } else merged.push(output);
  }
  return merged;
}

interface OutputContext {
  /** Of the cell. */
  readonly number: number;
  readonly pictures: PictureFiles;
  readonly space: OutputSpace;
}

function writeOutput(output: ReadOutput, context: OutputContext): WrittenOutput {
  switch (output.type) {
    case "text":
    case "error":
      return context.space.text(output.text);
    case "data":
      return writeData(output.data, context);
    case "unknown":
      return { markdown: "", note: `An output of the unknown type “${output.name}” was left out.` };
  }
}

type Data = ReadonlyMap<string, string>;

/** The best form of an output that a lesson can keep. */
function writeData(data: Data, context: OutputContext): WrittenOutput {
  return (
    picture(data, context) ??
    formattedText(data, context) ??
    formula(data, context) ??
    tables(data, context) ??
    plainText(data, context)
  );
}

function picture(data: Data, { number, pictures }: OutputContext): WrittenOutput | null {
  for (const type of PICTURE_TYPES) {
    const path = pictures.add(`output-${number}`, type, data.get(type) ?? "");
    if (path !== null) return { markdown: `![Output of cell ${number}](${path})`, note: null };
  }
  return null;
}

function formattedText(data: Data, { pictures, space }: OutputContext): WrittenOutput | null {
  const source = data.get("text/markdown") ?? "";
  return source.trim() === "" ? null : space.whole(outputMarkdown(source, pictures));
}

function formula(data: Data, { space }: OutputContext): WrittenOutput | null {
  const markdown = latexMarkdown(data.get("text/latex") ?? "");
  return markdown === null ? null : space.whole(markdown);
}

/** Tables, or any HTML whose plain text is only the name of a Python object. */
function tables(data: Data, { space }: OutputContext): WrittenOutput | null {
  const parts = readHtmlOutput(data.get("text/html") ?? "");
  const isKept = parts.some(({ type }) => type === "table") || isNameOfObject(data.get("text/plain"));
  return parts.length > 0 && isKept ? space.html(parts) : null;
}

/** `<IPython.core.display.HTML object>`, for example. */
function isNameOfObject(text: string | undefined): boolean {
  return text === undefined || /^\s*(?:<[\w.]+ (?:object|at )[^\n]*>)?\s*$/.test(text);
}

function plainText(data: Data, { space }: OutputContext): WrittenOutput {
  const text = data.get("text/plain");
  const others = [...data.keys()].filter((type) => type !== "text/plain");
  const list = others.slice(0, 3).join(", ");
  if (text === undefined)
    return { markdown: "", note: `An output of the type ${list || "none"} was left out.` };
  const written = space.text(text);
  const note = others.length === 0 ? null : `An output of the type ${list} was kept as its plain text.`;
  return { ...written, note: written.note ?? note };
}

const ESCAPE = String.fromCharCode(27);
/** The colours and cursor movements of a terminal. */
const TERMINAL = new RegExp(
  `${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07${ESCAPE}]*(?:\\x07|${ESCAPE}\\\\)|[@-_])`,
  "g",
);

/** Text as a terminal shows it in the end: without colours, and with the last of the lines that replaced each other. */
function plainOutput(text: string): string {
  const lines = text.replace(TERMINAL, "").replaceAll("\0", "\uFFFD").split(/\r?\n/);
  return lines
    .map(lastOfReplaced)
    .join("\n")
    .replace(/^\n+|\n+$/g, "");
}

/** Keras goes back to the beginning of the line, by backspaces and a carriage return, to replace it. */
function lastOfReplaced(line: string): string {
  const plain = line.replaceAll("\b", "").replace(/\r+$/, "");
  return plain.slice(plain.lastIndexOf("\r") + 1).trimEnd();
}
