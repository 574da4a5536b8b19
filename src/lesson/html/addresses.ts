import { decodeHTMLStrict } from "entities";
import type { Token, Tokens } from "marked";
import { isImage } from "../markdown/image-syntax.ts";
import { tagsIn } from "./html-tags.ts";
import { ALLOWED_TAGS } from "./sanitizer.ts";

/** The address of a link or picture in a lesson. */
export interface Address {
  /** Without character references. */
  readonly href: string;
  readonly use: "link" | "picture";
  /** Counted from where the token begins. */
  readonly offset: number;
}

const USES: ReadonlyMap<string, Address["use"]> = new Map([
  ["href", "link"],
  ["src", "picture"],
  ["poster", "picture"],
]);

/** The addresses in a token itself, not those in its child tokens. */
export function addressesIn(token: Token): readonly Address[] {
  if (isLink(token)) return [{ href: decodeHTMLStrict(token.href), use: "link", offset: 0 }];
  if (isImage(token)) return [{ href: decodeHTMLStrict(token.href), use: "picture", offset: 0 }];
  if (token.type !== "html") return [];
  const shown = tagsIn(token.raw).filter(({ type, name }) => type === "open" && ALLOWED_TAGS.includes(name));
  return shown.flatMap((tag) =>
    tag.attributes.flatMap(({ name, value }) => {
      const use = USES.get(name);
      return use === undefined ? [] : [{ href: value, use, offset: tag.offset }];
    }),
  );
}

/** Whether an attribute holds an address. */
export function isAddress(attribute: string): boolean {
  return USES.has(attribute);
}

function isLink(token: Token): token is Tokens.Link {
  return token.type === "link" && "href" in token;
}
