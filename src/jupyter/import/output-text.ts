import { fenced } from "../export/text-of-blocks.ts";
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
  let left = LONGEST_TOGETHER;
  const cut = (text: string): WrittenOutput => {
    const most = Math.min(LONGEST, left);
    const plain = plainOutput(text);
    const kept = shorten(plain, most);
    left -= kept.length;
    const isCut = kept.length < plain.length;
    const note = isCut ? `An output of ${text.length} characters was cut to ${kept.length}.` : null;
    return { markdown: kept === "" ? "" : fenced(kept, "text"), note };
  };
  return {
    write: (cell) => mergeTexts(cell.outputs).map((output) => writeOutput(output, cell, pictures, cut)),
  };
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

function writeOutput(
  output: ReadOutput,
  { number }: ReadCell,
  pictures: PictureFiles,
  cut: (text: string) => WrittenOutput,
): WrittenOutput {
  switch (output.type) {
    case "text":
    case "error":
      return cut(output.text);
    case "data":
      return writeData(output.data, number, pictures, cut);
    case "unknown":
      return { markdown: "", note: `An output of the unknown type “${output.name}” was left out.` };
  }
}

function writeData(
  data: ReadonlyMap<string, string>,
  number: number,
  pictures: PictureFiles,
  cut: (text: string) => WrittenOutput,
): WrittenOutput {
  for (const type of PICTURE_TYPES) {
    const path = pictures.add(`output-${number}`, type, data.get(type) ?? "");
    if (path !== null) return { markdown: `![Output of cell ${number}](${path})`, note: null };
  }
  const text = data.get("text/plain");
  const others = [...data.keys()].filter((type) => type !== "text/plain");
  const list = others.slice(0, 3).join(", ");
  if (text === undefined)
    return { markdown: "", note: `An output of the type ${list || "none"} was left out.` };
  const written = cut(text);
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
