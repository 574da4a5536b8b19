import type { Token, Tokens } from "marked";
import { plainText } from "../../lesson/html/plain-text.ts";
import { isHeading } from "../../lesson/markdown/heading-syntax.ts";
import { lexMarkdown } from "../../lesson/markdown/lex.ts";

/** The levels of a notebook's headings in the lesson, where the title is the only one of level 1, and none is skipped. */
export interface HeadingLevels {
  /** The text of the heading of level 1 that is the notebook's title; null if there is none. */
  readonly title: string | null;
  /** Whether all headings are one level lower than in the notebook. */
  readonly shifted: boolean;
  /** The level of the next heading; null for the title, which is not a heading in the lesson's text. */
  readonly next: (heading: Tokens.Heading) => number | null;
}

/** @param texts the Markdown of the notebook's cells. */
export function headingLevels(texts: readonly string[]): HeadingLevels {
  const all = texts.flatMap((text) => lexMarkdown(text).tokens.filter(isHeading));
  const first = titleOf(texts, all);
  const shifted = all.some((heading) => heading !== first && heading.depth === 1);
  let titleIsNext = first !== undefined;
  let above = 1;
  return {
    title: first === undefined ? null : textOf(first.tokens),
    shifted,
    next({ depth, tokens }) {
      if (titleIsNext && depth === 1 && textOf(tokens) !== "") {
        titleIsNext = false;
        return null;
      }
      const level = Math.min(depth + (shifted ? 1 : 0), above + 1, 6);
      above = Math.max(2, level);
      return above;
    },
  };
}

/** The only heading of level 1, or the first of several if the notebook begins with it. */
function titleOf(texts: readonly string[], headings: readonly Tokens.Heading[]): Tokens.Heading | undefined {
  const [first, ...others] = headings.filter(({ depth, tokens }) => depth === 1 && textOf(tokens) !== "");
  const begins = /^\s*(?:#\s|[^\n]+\n=+\s*(?:\n|$))/.test(texts.find((text) => text.trim() !== "") ?? "");
  return others.length === 0 || begins ? first : undefined;
}

function textOf(tokens: readonly Token[]): string {
  return plainText(tokens).replace(/\s+/g, " ").trim();
}
