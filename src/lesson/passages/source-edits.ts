import type { Token } from "marked";
import { childTokens, type TokenOffsets, tokenOffsets } from "../markdown/offsets.ts";

/** A part of a token's `raw` with what replaces it. */
export interface TokenEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits of a token itself, not of those inside it; `inTable` for one in a cell of a table. */
export type EditToken = (token: Token, inTable: boolean) => readonly TokenEdit[];

/** The text that tokens were read from, without the margins of what they are in, with edits of some of them. */
export function editedSource(tokens: readonly Token[], edit: EditToken): string {
  const source = tokens.map(({ raw }) => raw).join("");
  const offsets = tokenOffsets(tokens, source, 0);
  return applyEdits(source, [...editsOf(tokens, source, offsets, edit, false)]);
}

function* editsOf(
  tokens: readonly Token[],
  source: string,
  offsets: TokenOffsets,
  edit: EditToken,
  inTable: boolean,
): Generator<TokenEdit> {
  for (const token of tokens) {
    const offset = offsets.of(token);
    // A token of several lines in a quote or list is not in the source as such: it has lost its margins.
    if (source.startsWith(token.raw, offset)) {
      for (const { start, end, text } of edit(token, inTable))
        yield { start: offset + start, end: offset + end, text };
    }
    yield* editsOf(childTokens(token), source, offsets, edit, inTable || token.type === "table");
  }
}

/** Applies edits, leaving out those that overlap with one before them. */
function applyEdits(source: string, edits: readonly TokenEdit[]): string {
  let result = "";
  let from = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < from) continue;
    result += source.slice(from, start) + text;
    from = end;
  }
  return result + source.slice(from);
}
