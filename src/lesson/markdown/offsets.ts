import type { Token, Tokens } from "marked";
import { isDiv } from "./div-syntax.ts";

/** Where tokens stand in the source: offsets of their first characters. */
export type Places = WeakMap<Token, number>;

/**
 * Finds the tokens of `marked`, which knows no positions, in the source again: they come in its order, and `raw` is
 * what they were read from, save that quotes and lists have lost their margins.
 * @param start where the tokens' text begins in `source`.
 */
export function locate(tokens: readonly Token[], source: string, start: number): Places {
  const places: Places = new WeakMap();
  locateIn(tokens, source, start, source.length, places);
  return places;
}

function locateIn(
  tokens: readonly Token[],
  source: string,
  start: number,
  end: number,
  places: Places,
): void {
  const region = source.slice(start, end);
  let at = 0;
  for (const token of tokens) {
    if (token.type === "footnotes") continue;
    const { offset, length } = find(token.raw, region, at);
    places.set(token, start + offset);
    const inner = isDiv(token) ? token.contentOffset : 0;
    locateIn(
      childTokens(token),
      source,
      start + offset + inner,
      start + offset + Math.max(length, inner),
      places,
    );
    at = offset + length;
  }
}

/** Where `raw` stands in `region` at or behind `at`, and how much of it is known to be its own. */
function find(raw: string, region: string, at: number): { readonly offset: number; readonly length: number } {
  if (region.startsWith(raw, at)) return { offset: at, length: raw.length };
  const exact = region.indexOf(raw, at);
  if (exact !== -1) return { offset: exact, length: raw.length };
  const [first = ""] = raw.trim().split("\n", 1);
  const line = region.indexOf(first.trim(), at);
  if (line === -1) return { offset: at, length: 0 };
  return { offset: line, length: lengthWithMargins(raw, region, line) };
}

/** How far the lines of `raw` reach in `region`, where margins stand before them. */
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

/** A token and all that is in it, outermost first. */
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
