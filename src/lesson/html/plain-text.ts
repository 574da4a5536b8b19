import type { Token } from "marked";
import { isMath } from "../markdown/math-syntax.ts";
import { childTokens } from "../markdown/offsets.ts";

/** The text of inline tokens without markup; formulas as TeX. Entities stay as they are written. */
export function plainText(tokens: readonly Token[]): string {
  return tokens.map(textOf).join("");
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
      return children.length > 0 ? plainText(children) : leafText(token);
    }
  }
}

function leafText(token: Token): string {
  return "text" in token && typeof token.text === "string" ? token.text : "";
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", "\u00a0"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["times", "×"],
  ["colon", ":"],
  ["Tab", "\t"],
  ["NewLine", "\n"],
]);

/** Numeric character references and the commonest named ones, decoded. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
  });
}
