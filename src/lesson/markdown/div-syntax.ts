import type { MarkedExtension, Token, TokenizerThis, Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attribute-syntax.ts";
import { divExtent, parseDivLine } from "./div-lines.ts";
import { hasStatementTitle, withStatementTitle } from "./statement-title.ts";

/** `::: {.class}` … `:::`, with its contents as tokens. */
export interface DivToken extends Tokens.Generic {
  readonly type: "div";
  readonly raw: string;
  readonly attributes: Attributes;
  /** The index in `raw` of the attributes' `{`. */
  readonly attributesOffset: number;
  /** The index in `raw` at which the contents begin. */
  readonly contentOffset: number;
  readonly closed: boolean;
  /** Whether divs are nested too deeply, so that the contents were not read. */
  readonly tooDeep: boolean;
  tokens: Token[];
}

const DEEPEST = 20;

/** Divs for `marked`. They become blocks, so `marked` renders only those in lists and quotes. */
export function divSyntax(): MarkedExtension {
  let depth = 0;
  return {
    extensions: [
      {
        name: "div",
        level: "block",
        start: divStart,
        tokenizer(this: TokenizerThis, source: string) {
          const [line = ""] = source.split("\n", 1);
          const found = parseDivLine(line);
          if (!found) return undefined;
          if (found.type === "closing") return { type: "strayDiv", raw: source.slice(0, line.length + 1) };
          const extent = divExtent(source);
          const content = source.slice(extent.contentStart, extent.contentEnd);
          const tooDeep = depth >= DEEPEST;
          const attributes = divAttributes(found.attributes);
          const { top } = this.lexer.state;
          depth++;
          this.lexer.state.top = true;
          try {
            return {
              type: "div",
              raw: source.slice(0, extent.end),
              attributes,
              attributesOffset: found.offset,
              contentOffset: extent.contentStart,
              closed: extent.closed,
              tooDeep,
              tokens: tooDeep ? [] : contents(attributes, this.lexer.blockTokens(content, [])),
            };
          } finally {
            depth--;
            this.lexer.state.top = top;
          }
        },
      },
    ],
  };
}

function contents(attributes: Attributes, tokens: Token[]): Token[] {
  return hasStatementTitle(attributes) ? withStatementTitle(tokens) : tokens;
}

function divAttributes(text: string): Attributes {
  return text.startsWith("{") ? parseAttributes(text) : { ...NO_ATTRIBUTES, classes: [text] };
}

/** The index at which a div line interrupts the paragraph at the start of `source`. */
function divStart(source: string): number | undefined {
  const end = source.search(/\n[ \t]*\n/);
  const paragraph = end === -1 ? source : source.slice(0, end);
  for (const { index } of paragraph.matchAll(/\n(?= {0,3}:::)/g)) {
    const [line = ""] = paragraph.slice(index + 1).split("\n", 1);
    if (parseDivLine(line)) return index + 1;
  }
  return undefined;
}

export function isDiv(token: Tokens.Generic): token is DivToken {
  return token.type === "div";
}
