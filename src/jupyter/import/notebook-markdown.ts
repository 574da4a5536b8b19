import type { Token, Tokens } from "marked";
import { tagsIn } from "../../lesson/html/html-tags.ts";
import { NO_NUMBERING } from "../../lesson/html/numbering.ts";
import { isHeading } from "../../lesson/markdown/heading-syntax.ts";
import { isImage } from "../../lesson/markdown/image-syntax.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";
import { portableEdits } from "../../lesson/passages/portable-token.ts";
import { editedSource, type TokenEdit } from "../../lesson/passages/source-edits.ts";
import type { HeadingLevels } from "./heading-levels.ts";
import { outsideCode } from "./outside-code.ts";

/** What turns a cell's Markdown into a lesson's. */
export interface MarkdownContext {
  /** The path of a picture's file beside the lesson, by its address in the notebook; null to leave the address. */
  readonly picture: (address: string) => string | null;
  /** Null for the Markdown of an exported lesson, whose headings are right. */
  readonly levels: HeadingLevels | null;
}

/** The Markdown of a cell, which ends in itself, with its pictures in files and its formulas as lessons write them. */
export function notebookMarkdown(source: string, context: MarkdownContext): string {
  const written = context.levels === null ? source : outsideCode(source, (text) => plainDivs(trimMath(text)));
  const { tokens } = lexMarkdown(written);
  const text = editedSource(
    tokens.filter(({ type }) => type !== "footnotes"),
    (token) => edits(token, context),
  );
  return closed(text.replace(/^\s*\n|\s+$/g, ""));
}

function edits(token: Token, { picture, levels }: MarkdownContext): readonly TokenEdit[] {
  if (isImage(token)) return imageEdits(token, picture);
  if (token.type === "html") return htmlEdits(token, picture);
  if (levels === null) return [];
  if (isHeading(token)) return headingEdits(token, levels);
  // A definition would hold for the other cells too.
  if (token.type === "def") return [{ start: 0, end: token.raw.trimEnd().length, text: "" }];
  return token.type === "link" ? portableEdits(token, false, INLINE) : [];
}

/** Only makes references inline. */
const INLINE = {
  headingName: () => null,
  fragment: (fragment: string) => fragment,
  attachment: (path: string) => ({ name: path, path }),
  numbering: NO_NUMBERING,
  markdown: () => "",
};

function imageEdits(token: Tokens.Image, picture: MarkdownContext["picture"]): TokenEdit[] {
  const path = picture(token.href);
  const inline = token.raw.lastIndexOf("](");
  const reference = token.raw.lastIndexOf("][");
  const start = Math.max(inline, reference);
  if (path === null || start === -1) return [];
  return [{ start: start + 1, end: token.raw.length, text: `(${path})` }];
}

function htmlEdits(token: Token, picture: MarkdownContext["picture"]): TokenEdit[] {
  return tagsIn(token.raw).flatMap((tag) =>
    tag.attributes.flatMap(({ name, value, offset, end }) => {
      const path = name === "src" ? picture(value) : null;
      return path === null ? [] : [{ start: offset, end, text: `src="${path}"` }];
    }),
  );
}

/** A heading of the level that it has in the lesson, with number signs. */
function headingEdits(token: Tokens.Heading, levels: HeadingLevels): TokenEdit[] {
  const level = levels.next(token);
  if (level === null) return [{ start: 0, end: token.raw.length, text: "" }];
  const [hashes] = /^ {0,3}#{1,6}/.exec(token.raw) ?? [];
  const marks = "#".repeat(level);
  if (hashes !== undefined) return [{ start: 0, end: hashes.length, text: marks }];
  const line = token.raw.trimEnd().lastIndexOf("\n");
  return [
    { start: 0, end: 0, text: `${marks} ` },
    { start: line, end: token.raw.trimEnd().length, text: "" },
  ];
}

/** An escaped character, `$$…$$`, or `$…$` without an empty line in it, as Jupyter pairs the dollars. */
const JUPYTER_MATH = /\\[\s\S]|\$\$[\s\S]*?\$\$|\$((?:[^$\\\n]|\\[\s\S]|\n(?![ \t]*\n))+)\$(?!\d)/g;

/** `$ x $`, which Jupyter takes for a formula and lessons do not, becomes `$x$`. */
function trimMath(text: string): string {
  return text.replace(JUPYTER_MATH, (found: string, tex: string | undefined) => {
    const trimmed = tex?.trim() ?? "";
    return trimmed === "" ? found : `$${trimmed}$`;
  });
}

/** In a lesson, a line of colons would be that of a div. */
function plainDivs(text: string): string {
  return text.replace(/^( {0,3})(:{3,})/gm, "$1\\$2");
}

/** Ends a code block, comment or element of raw text that the end of the cell ended. */
function closed(markdown: string): string {
  const last = lexMarkdown(markdown).tokens.findLast(({ type }) => type !== "space" && type !== "footnotes");
  if (last?.type === "html" && last.raw.lastIndexOf("<!--") > last.raw.lastIndexOf("-->"))
    return `${markdown} -->`;
  const [, element] =
    (last?.type === "html" && /^ {0,3}<(script|pre|style|textarea)\b/i.exec(last.raw)) || [];
  if (element !== undefined && !last?.raw.toLowerCase().includes(`</${element.toLowerCase()}`))
    return `${markdown}\n</${element}>`;
  const [, fence] = (last?.type === "code" && /^ {0,3}(`{3,}|~{3,})/.exec(last.raw)) || [];
  if (fence === undefined || isClosed(last?.raw ?? "", fence)) return markdown;
  return `${markdown}\n${fence}`;
}

function isClosed(raw: string, fence: string): boolean {
  const lines = raw.trimEnd().split("\n");
  const [, closing = ""] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(lines.at(-1) ?? "") ?? [];
  return lines.length > 1 && closing[0] === fence[0] && closing.length >= fence.length;
}
