import type { MarkedExtension, TokenizerThis } from "marked";
import { NO_ATTRIBUTES } from "./attribute-syntax.ts";
import type { DivToken } from "./div-syntax.ts";

const MARKER = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i;

/** GitHub's `> [!NOTE]` for `marked`: the same as `::: {.note}`. */
export function alertSyntax(): MarkedExtension {
  return {
    extensions: [
      {
        name: "alert",
        level: "block",
        tokenizer(this: TokenizerThis, source: string): DivToken | undefined {
          if (!MARKER.test(source.replace(/^ {0,3}>[ \t]?/, ""))) return undefined;
          const quote = this.lexer.options.tokenizer?.blockquote(source);
          const [first, ...rest] = quote?.tokens ?? [];
          if (!quote || first?.type !== "paragraph" || !("tokens" in first)) return undefined;
          const queued = this.lexer.inlineQueue.find(({ tokens }) => tokens === first.tokens);
          const [marker, name] = MARKER.exec(first.text) ?? [];
          if (!queued || marker === undefined || name === undefined) return undefined;
          queued.src = first.text.slice(marker.length);
          first.raw = first.raw.slice(marker.length);
          return {
            type: "div",
            raw: quote.raw,
            attributes: { ...NO_ATTRIBUTES, classes: [name.toLowerCase()] },
            attributesOffset: 0,
            contentOffset: 0,
            closed: true,
            tooDeep: false,
            tokens: queued.src === "" ? rest : [first, ...rest],
          };
        },
      },
    ],
  };
}
