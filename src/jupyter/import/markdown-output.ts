import { isHeading } from "../../lesson/markdown/heading-syntax.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";
import { editedSource } from "../../lesson/passages/source-edits.ts";
import { cellPictures } from "./cell-pictures.ts";
import { notebookMarkdown } from "./notebook-markdown.ts";
import type { PictureFiles } from "./picture-files.ts";

/** An output in Markdown, as a part of a lesson. Its headings are no sections of the lesson: they become bold. */
export function outputMarkdown(source: string, pictures: PictureFiles): string {
  const { find } = cellPictures({ attachments: new Map() }, pictures);
  return notebookMarkdown(withoutHeadings(source), { picture: find, levels: NO_HEADINGS });
}

function withoutHeadings(source: string): string {
  const { tokens } = lexMarkdown(source);
  return editedSource(
    tokens.filter(({ type }) => type !== "footnotes"),
    (token) =>
      isHeading(token) ? [{ start: 0, end: token.raw.length, text: `**${token.text.trim()}**\n\n` }] : [],
  );
}

const NO_HEADINGS = { title: null, shifted: false, next: () => null };
