import { stringify } from "yaml";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";
import type { LessonMetadata } from "../lectern-metadata.ts";
import { foreignCell } from "./foreign-cell.ts";
import { headingLevels } from "./heading-levels.ts";
import type { ImportedText } from "./imported-text.ts";
import { lessonCell } from "./lesson-cell.ts";
import { createOutputWriter } from "./output-text.ts";
import { createPictureFiles, type PictureFile, type ReadSvg } from "./picture-files.ts";
import type { ImportNote, ReadCell, ReadNotebook } from "./read-notebook.ts";
import { readTitleCell } from "./title-cell.ts";

/** A lesson made of a notebook. */
export interface ImportedLesson {
  /** The text of the lesson's file. */
  readonly text: string;
  readonly pictures: readonly PictureFile[];
  /** What could not be kept, in the order of the notebook. */
  readonly notes: readonly ImportNote[];
  /** The number of the notebook's cell from which a line of the text comes, or null. */
  readonly cellOfLine: (line: number) => number | null;
}

/** @param name that of the lesson: its pictures are in a folder of that name, and a notebook without a title gets it. */
export function importNotebook(notebook: ReadNotebook, name: string, readSvg: ReadSvg): ImportedLesson {
  const pictures = createPictureFiles(name, readSvg);
  const context = { language: notebook.language, pictures, outputs: createOutputWriter(pictures) };
  const { frontMatter, convert, notes } =
    notebook.lectern === null
      ? foreignNotebook(notebook, name, context)
      : exportedNotebook(notebook, notebook.lectern, name, context);
  const parts = notebook.cells.map((cell) => ({ cell, ...convert(cell) }));
  const { text, cellOfLine } = assemble(`---\n${frontMatter}---\n`, parts);
  const ofCells = parts.flatMap((part) => part.notes.map((message) => ({ cell: part.cell.number, message })));
  const all = [...notebook.notes, ...notes, ...ofCells];
  return {
    text,
    pictures: pictures.all(),
    notes: all.toSorted((a, b) => (a.cell ?? 0) - (b.cell ?? 0)),
    cellOfLine,
  };
}

interface Conversion {
  readonly frontMatter: string;
  readonly convert: (cell: ReadCell) => ImportedText;
  readonly notes: readonly ImportNote[];
}

type Context = Omit<Parameters<typeof foreignCell>[1], "levels">;

function foreignNotebook({ cells }: ReadNotebook, name: string, context: Context): Conversion {
  const levels = headingLevels(cells.filter(({ type }) => type === "markdown").map(({ source }) => source));
  const message = "All headings are one level lower: the title is the only one of level 1 in a lesson.";
  return {
    frontMatter: stringify({ title: levels.title ?? titleOfName(name) }, YAML),
    convert: (cell) => foreignCell(cell, { ...context, levels }),
    notes: levels.shifted ? [{ cell: null, message }] : [],
  };
}

function exportedNotebook(
  { cells }: ReadNotebook,
  metadata: LessonMetadata,
  name: string,
  context: Context,
): Conversion {
  const first = cells.find(({ lectern }) => lectern?.type === "title");
  const { title, summary, rest, notes } = readTitleCell(first?.source ?? "");
  const { lecture, lang, datasets, files = [], colab, macros, numberSections } = metadata;
  const front = {
    title: title || titleOfName(name),
    ...(lecture === null ? {} : { lecture: /^\d+$/.test(lecture) ? Number(lecture) : lecture }),
    ...(summary === "" ? {} : { summary }),
    ...(lang === "en" ? {} : { lang }),
    ...(datasets.length === 0 ? {} : { datasets }),
    ...(files.length === 0 ? {} : { files }),
    ...(colab === null ? {} : { colab }),
    ...(numberSections === true ? { "number-sections": true } : {}),
    ...(macros === undefined ? {} : { macros }),
  };
  const convert = (cell: ReadCell): ImportedText => {
    if (cell !== first) return lessonCell(cell, { ...context, metadata });
    const text = lessonCell({ ...cell, source: rest, lectern: null }, { ...context, metadata });
    return { ...text, notes: [...notes, ...text.notes] };
  };
  const missing = `The cell with the title is gone: the lesson is called “${front.title}”.`;
  return {
    frontMatter: stringify(front, YAML),
    convert,
    notes: first === undefined ? [{ cell: null, message: missing }] : [],
  };
}

/** `linear-algebra` as a title. */
function titleOfName(name: string): string {
  const words = name.replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const YAML = { lineWidth: 0 };

type Part = ImportedText & { readonly cell: ReadCell };

/** Puts the cells' texts one below the other. */
function assemble(frontMatter: string, parts: readonly Part[]): Pick<ImportedLesson, "text" | "cellOfLine"> {
  let text = frontMatter;
  let before = "";
  const starts: { readonly line: number; readonly cell: number }[] = [];
  let line = lineCount(text);
  for (const part of parts) {
    if (part.text === "") continue;
    const gap = continues(before, part.text) ? "\n<!-- -->\n\n" : "\n";
    line += lineCount(gap);
    starts.push({ line: line + 1, cell: part.cell.number });
    line += lineCount(`${part.text}\n`);
    text += `${gap}${part.text}\n`;
    before = part.text;
  }
  return { text, cellOfLine: (of) => starts.findLast((start) => start.line <= of)?.cell ?? null };
}

function lineCount(text: string): number {
  return text.split("\n").length - 1;
}

/** Whether a text would continue the list at the end of the text before it. */
function continues(before: string, next: string): boolean {
  if (!/^(?: {2,}|\t|[-*+] |\d+[.)] )/.test(next)) return false;
  const last = lexMarkdown(before).tokens.findLast(({ type }) => type !== "space" && type !== "footnotes");
  return last?.type === "list";
}
