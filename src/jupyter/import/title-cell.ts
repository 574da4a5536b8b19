import type { Token } from "marked";
import { plainText } from "../../lesson/html/plain-text.ts";
import { isHeading } from "../../lesson/markdown/heading-syntax.ts";
import { isImage } from "../../lesson/markdown/image-syntax.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";
import { ALL_NOTEBOOK_WORDS } from "../export/notebook-words.ts";
import { unescaped } from "./lesson-markdown.ts";

/** What the first cell of an exported lesson says; it may have been edited since. */
export interface TitleCell {
  /** Empty if there is none any more. */
  readonly title: string;
  readonly summary: string;
  /** The Markdown that is neither. */
  readonly rest: string;
  /** What has no place in title and summary. */
  readonly notes: readonly string[];
}

export function readTitleCell(markdown: string): TitleCell {
  const withoutNote = ALL_NOTEBOOK_WORDS.reduce(
    (text, words) => text.replace(words.typescript, ""),
    markdown,
  );
  const { tokens } = lexMarkdown(withoutNote);
  const blocks = tokens.filter(({ type }) => type !== "space" && type !== "footnotes");
  const [heading] = blocks;
  if (heading === undefined || !isHeading(heading) || heading.text.trim() === "")
    return { title: "", summary: "", rest: textOf(blocks), notes: [NO_TITLE] };
  const [next, ...others] = blocks.slice(1);
  const summary = next !== undefined && isSummary(next) ? next : null;
  const rest = summary === null && next !== undefined ? [next, ...others] : others;
  const isFormatted = [heading, ...(summary === null ? [] : [summary])].some(hasMarkup);
  return {
    title: plain(heading, heading.text),
    summary: summary === null ? "" : plain(summary, summary.raw),
    rest: textOf(rest),
    notes: [...(rest.length > 0 ? [MORE] : []), ...(isFormatted ? [FORMATTED] : [])],
  };
}

const NO_TITLE =
  "This cell no longer begins with a heading “# Title”: the lesson is named after its file, and the text stays as text.";
const MORE =
  "This cell has more than a title and a summary of one paragraph: the rest became text of the lesson.";
const FORMATTED = "Title and summary of a lesson are plain text: their formatting was left out.";

/** What an export puts before the summary. */
const KICKER = /^\*(?:Lecture|Vorlesung) .*?(?<!\\)\.\* ?/;

function isSummary(token: Token): boolean {
  return token.type === "paragraph" && !inlineOf(token).some(isImage);
}

function textOf(blocks: readonly Token[]): string {
  return blocks
    .map(({ raw }) => raw.trim())
    .join("\n\n")
    .trim();
}

/** What is in a block, without the number of the lecture. */
function inlineOf(token: Token): readonly Token[] {
  const inline = "tokens" in token ? (token.tokens ?? []) : [];
  return inline.filter(({ raw }, index) => index > 0 || !KICKER.test(raw));
}

function hasMarkup(token: Token): boolean {
  // An address becomes a link by itself.
  return inlineOf(token).some(({ type, raw }) => !PLAIN.has(type) && !/^(?:https?:|www\.|\S+@)/i.test(raw));
}

const PLAIN: ReadonlySet<string> = new Set(["text", "escape", "br"]);

function plain(token: Token, markdown: string): string {
  const text = hasMarkup(token) ? plainText(inlineOf(token)) : unescaped(markdown.replace(KICKER, ""));
  return text.replace(/[ \t]*\n[ \t]*/g, " ").trim();
}
