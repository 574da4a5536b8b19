import type { Token, Tokens } from "marked";
import { isDiv } from "./div-syntax.ts";

/** The offsets of tokens in the lesson's source. */
export interface TokenOffsets {
  /** The offset of the token's first character. */
  readonly of: (token: Token) => number;
  /** The offset of the character at `index` of the token's `raw`; of the token itself if a margin was removed before it. */
  readonly within: (token: Token, index: number) => number;
}

/**
 * Finds the tokens in the source, since `marked` records no positions: they come in its order, and `raw` is the text
 * they were read from, except that quotes and lists have lost their margins.
 * @param start the offset in `source` at which the tokens' text begins.
 */
export function tokenOffsets(tokens: readonly Token[], source: string, start: number): TokenOffsets {
  const offsets = new WeakMap<Token, number>();
  locate(tokens, source, { start, end: source.length }, offsets);
  const of = (token: Token): number => offsets.get(token) ?? 0;
  return {
    of,
    within(token, index) {
      const offset = of(token);
      return source.startsWith(token.raw.slice(0, index), offset) ? offset + index : offset;
    },
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function locate(
  tokens: readonly Token[],
  source: string,
  { start, end }: Range,
  offsets: WeakMap<Token, number>,
): void {
  const region = source.slice(start, end);
  let from = 0;
  for (const token of tokens) {
    if (token.type === "footnotes") continue;
    const { offset, length } = find(token.raw, region, from);
    offsets.set(token, start + offset);
    const contentOffset = isDiv(token) ? token.contentOffset : 0;
    const content = {
      start: start + offset + contentOffset,
      end: start + offset + Math.max(length, contentOffset),
    };
    locate(childTokens(token), source, content, offsets);
    from = offset + length;
  }
}

/** The offset of `raw` in `region` at or after `from`, and the length known to belong to it. */
function find(
  raw: string,
  region: string,
  from: number,
): { readonly offset: number; readonly length: number } {
  if (region.startsWith(raw, from)) return { offset: from, length: raw.length };
  const exact = region.indexOf(raw, from);
  if (exact !== -1) return { offset: exact, length: raw.length };
  const [first = ""] = raw.trim().split("\n", 1);
  const line = region.indexOf(first.trim(), from);
  if (line === -1) return { offset: from, length: 0 };
  return { offset: line, length: lengthWithMargins(raw, region, line) };
}

/** The length of the lines of `raw` in `region`, including the margins before them. */
function lengthWithMargins(raw: string, region: string, offset: number): number {
  let end = offset;
  for (const line of raw.split("\n").map((text) => text.trim())) {
    const found = region.indexOf(line, end);
    if (found === -1) break;
    end = found + line.length;
  }
  return end - offset;
}

/** The tokens directly inside a token, in the order of the source. */
export function childTokens(token: Token): readonly Token[] {
  switch (token.type) {
    case "list":
      return isList(token) ? token.items : [];
    case "table":
      return isTable(token) ? [token.header, ...token.rows].flat().flatMap((cell) => cell.tokens) : [];
    case "footnote":
      return isFootnote(token) ? token.content : [];
    default:
      return "tokens" in token && token.tokens ? token.tokens : [];
  }
}

/** The tokens and everything in them, parents first. */
export function* descendants(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    yield* descendants(childTokens(token));
  }
}

function isList(token: Token): token is Tokens.List {
  return token.type === "list";
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === "table";
}

function isFootnote(token: Token): token is Tokens.Generic & { readonly content: Token[] } {
  return "content" in token && Array.isArray(token["content"]);
}

/** All tokens in notes for the speaker, which are not on the page. */
export function tokensInNotes(tokens: readonly Token[]): Token[] {
  const notes = [...descendants(tokens)]
    .filter(isDiv)
    .filter(({ attributes }) => attributes.classes.includes("notes"));
  return notes.flatMap((token) => [...descendants(token.tokens)]);
}
