import type { Token } from "marked";
import { isImage } from "../markdown/image-syntax.ts";
import { isReference } from "../markdown/reference-syntax.ts";

/** A heading's tokens for the table of contents, where they are inside a link: without links, footnotes, pictures and HTML. */
export function labelTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token): Token[] => {
    if (token.type === "link") return labelTokens(token.tokens ?? []);
    if (isReference(token)) return [{ type: "text", raw: token.text, text: token.text }];
    if (isImage(token)) return [{ type: "text", raw: token.text, text: token.text }];
    if (token.type === "html" || token.type === "footnoteRef" || token.type === "imageAttributes") return [];
    if (!("tokens" in token) || !token.tokens) return [token];
    return [{ ...token, tokens: labelTokens(token.tokens) }];
  });
}
