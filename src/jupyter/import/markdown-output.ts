import type { Tokens } from "marked";
import { isHeading } from "../../lesson/markdown/heading-syntax.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";
import { editedSource, type TokenEdit } from "../../lesson/passages/source-edits.ts";
import { cellPictures } from "./cell-pictures.ts";
import { notebookMarkdown } from "./notebook-markdown.ts";
import type { PictureFiles } from "./picture-files.ts";

/** An output in Markdown, as a part of a lesson. Its headings are not sections of the lesson: they become bold. */
export function outputMarkdown(source: string, pictures: PictureFiles): string {
  const { find } = cellPictures({ attachments: new Map() }, pictures);
  return notebookMarkdown(withoutHeadings(source), { picture: find, levels: NO_HEADINGS });
}

function withoutHeadings(source: string): string {
  const { tokens } = lexMarkdown(source);
  return editedSource(
    tokens.filter(({ type }) => type !== "footnotes"),
    (token) => (isHeading(token) ? [boldInstead(token)] : []),
  );
}

function boldInstead({ raw, text }: Tokens.Heading): TokenEdit {
  // What follows in the next line is another paragraph.
  const gap = raw.endsWith("\n\n") ? "" : "\n";
  return { start: 0, end: raw.trimEnd().length, text: `**${text.trim()}**${gap}` };
}

const NO_HEADINGS = { title: null, shifted: false, next: () => null };
