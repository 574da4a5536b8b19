import type { MarkedExtension, Token, TokenizerThis, Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attribute-syntax.ts";

/** `: The caption. {#tbl-name}` above or below a table, as in Pandoc. */
export interface TableCaptionToken extends Tokens.Generic {
  readonly type: "tableCaption";
  readonly raw: string;
  readonly attributes: Attributes;
  /** The index in `raw` of the attributes' `{`. */
  readonly attributesOffset: number;
  tokens: Token[];
}

const CAPTION = /^ {0,3}(?:[Tt]able)?:[ \t]+(\S[^\n]*(?:\n(?![ \t]*\n|[ \t]*$)[^\n]*)*)(?:\n|$)/;
const ATTRIBUTES = /[ \t]*(\{[ \t]*[#.][^{}\n]*\})\s*$/;
/** A table after an empty line. */
const TABLE_BELOW = /^(?:[ \t]*\n)+[^\n]*\|[^\n]*\n {0,3}[|:-][ \t|:-]*(?:\n|$)/;

/** Captions of tables for `marked`; a paragraph of this form beside no table stays a paragraph. */
export function captionSyntax(): MarkedExtension {
  return {
    extensions: [
      {
        name: "tableCaption",
        level: "block",
        tokenizer(this: TokenizerThis, source: string, before: Token[]): TableCaptionToken | undefined {
          const [raw, text] = CAPTION.exec(source) ?? [];
          if (raw === undefined || text === undefined) return undefined;
          const above = before.findLast(({ type }) => type !== "space");
          if (above?.type !== "table" && !TABLE_BELOW.test(source.slice(raw.length))) return undefined;
          const [written = "", attributes] = ATTRIBUTES.exec(text) ?? [];
          const token: TableCaptionToken = {
            type: "tableCaption",
            raw,
            attributes: attributes === undefined ? NO_ATTRIBUTES : parseAttributes(attributes),
            attributesOffset: attributes === undefined ? 0 : raw.lastIndexOf(attributes),
            tokens: [],
          };
          this.lexer.inline(text.slice(0, text.length - written.length), token.tokens);
          return token;
        },
      },
    ],
  };
}

export function isTableCaption(token: Tokens.Generic): token is TableCaptionToken {
  return token.type === "tableCaption";
}

/** The index at which the caption directly below a table begins, which `marked` would take for a row; -1 if there is none. */
export function captionStart(table: string): number {
  const start = table.search(/\n {0,3}(?:[Tt]able)?:[ \t]+[^|\s][^|\n]*(?:\n|$)/);
  return start === -1 ? -1 : start + 1;
}

/** The caption of each table among sibling tokens: that below it, or else that above it. */
export function captionsOf(siblings: readonly Token[]): ReadonlyMap<Token, TableCaptionToken> {
  const captions = new Map<Token, TableCaptionToken>();
  const blocks = siblings.filter(({ type }) => type !== "space");
  for (const [index, token] of blocks.entries()) {
    if (!isTableCaption(token)) continue;
    const [above, below] = [blocks[index - 1], blocks[index + 1]];
    const table = above?.type === "table" && !captions.has(above) ? above : below;
    if (table?.type === "table") captions.set(table, token);
  }
  return captions;
}
