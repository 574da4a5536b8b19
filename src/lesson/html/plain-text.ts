import { decodeHTMLStrict } from "entities";
import type { Token } from "marked";
import { isMath } from "../markdown/math-syntax.ts";
import { childTokens } from "../markdown/offsets.ts";

/** The text of inline tokens without markup; formulas as TeX. */
export function plainText(tokens: readonly Token[]): string {
  return decodeHTMLStrict(tokens.map(textOf).join(""));
}

function textOf(token: Token): string {
  if (isMath(token)) return token.tex;
  switch (token.type) {
    case "br":
      return " ";
    case "html":
    case "footnoteRef":
    case "footnote":
    case "def":
    case "space":
      return "";
    default: {
      const children = childTokens(token);
      return children.length > 0 ? children.map(textOf).join("") : leafText(token);
    }
  }
}

function leafText(token: Token): string {
  return "text" in token && typeof token.text === "string" ? token.text : "";
}
