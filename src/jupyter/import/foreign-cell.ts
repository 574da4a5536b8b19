import { fenced } from "../export/text-of-blocks.ts";
import { cellPictures } from "./cell-pictures.ts";
import { fromDeno } from "./from-deno.ts";
import type { HeadingLevels } from "./heading-levels.ts";
import { attributes, type ImportedText } from "./imported-text.ts";
import { notebookMarkdown } from "./notebook-markdown.ts";
import type { OutputWriter } from "./output-text.ts";
import type { PictureFiles } from "./picture-files.ts";
import type { ReadCell } from "./read-notebook.ts";

export interface ForeignContext {
  readonly language: string;
  readonly levels: HeadingLevels;
  readonly pictures: PictureFiles;
  readonly outputs: OutputWriter;
}

/** A cell that Lectern did not write. */
export function foreignCell(cell: ReadCell, context: ForeignContext): ImportedText {
  switch (cell.type) {
    case "markdown": {
      const pictures = cellPictures(cell, context.pictures);
      const text = notebookMarkdown(cell.source, { picture: pictures.find, levels: context.levels });
      return { text, notes: [...pictures.notes(), ...pictures.unused()] };
    }
    case "raw":
      return cell.source.trim() === ""
        ? { text: "", notes: [] }
        : { text: fenced(trimmed(cell.source), "text"), notes: ["A raw cell: it is shown as text."] };
    case "code":
      return withOutputs(foreignCode(cell, context), cell, context.outputs);
  }
}

function foreignCode({ source, number }: ReadCell, { language }: ForeignContext): ImportedText {
  const code = trimmed(source);
  if (code === "") return { text: "", notes: [] };
  const id = `cell-${number}`;
  switch (language) {
    case "python":
      return { text: twinCell(id, [], "", code), notes: [] };
    case "typescript":
    case "javascript":
      return { text: fenced(fromDeno(code, undefined), `ts ${attributes(id, [])}`), notes: [] };
    default: {
      const name = /^[\w+#.-]{1,30}$/.test(language) ? language : "text";
      return {
        text: fenced(code, name),
        notes: [`Code in ${name}: it is shown, but does not run in a lesson.`],
      };
    }
  }
}

/** A cell with its twin. */
export function twinCell(id: string, classes: readonly string[], typescript: string, python: string): string {
  const twin = fenced(python, `python {.twin of="${id}"}`);
  return `${fenced(typescript, `ts ${attributes(id, classes)}`)}\n\n${twin}`;
}

/** A cell followed by what it has shown, as text and pictures. */
export function withOutputs(
  { text, notes }: ImportedText,
  cell: ReadCell,
  outputs: OutputWriter,
): ImportedText {
  const written = outputs.write(cell);
  const shown = written.map(({ markdown }) => markdown).filter((markdown) => markdown !== "");
  const block = shown.length === 0 ? [] : [`::: {.output}\n${shown.join("\n\n")}\n:::`];
  return {
    text: [text, ...block].filter((part) => part !== "").join("\n\n"),
    notes: [...notes, ...written.flatMap(({ note }) => note ?? [])],
  };
}

function trimmed(source: string): string {
  return source.replace(/^(?:[ \t]*\n)+|\s+$/g, "");
}
