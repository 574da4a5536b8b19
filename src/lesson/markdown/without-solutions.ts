import type { Token } from "marked";
import { isDiv } from "./div-syntax.ts";
import { lexMarkdown } from "./lex.ts";
import { childTokens, type TokenOffsets, tokenOffsets } from "./offsets.ts";

/**
 * The text of a lesson with spaces in place of its solutions, so that all else keeps its line and column.
 * @param start where the Markdown begins.
 */
export function withoutSolutions(text: string, start: number): string {
  const { tokens } = lexMarkdown(text.slice(start));
  const whole = { start, end: text.length };
  const ranges = solutionRanges(tokens, { text, offsets: tokenOffsets(tokens, text, start) }, whole);
  return ranges.reduce(
    (left, range) =>
      left.slice(0, range.start) + blank(left.slice(range.start, range.end)) + left.slice(range.end),
    text,
  );
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Source {
  readonly text: string;
  readonly offsets: TokenOffsets;
}

/** @param around what is blanked if the margins of a list or quote hide where a solution ends. */
function solutionRanges(tokens: readonly Token[], source: Source, around: Range): readonly Range[] {
  return tokens.flatMap((token) => {
    const start = source.offsets.of(token);
    const isExact = token.type !== "footnotes" && source.text.startsWith(token.raw, start);
    const range = isExact ? { start, end: start + token.raw.length } : around;
    return isSolution(token) ? [range] : solutionRanges(childTokens(token), source, range);
  });
}

function isSolution(token: Token): boolean {
  return isDiv(token) && token.attributes.classes.includes("solution");
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
