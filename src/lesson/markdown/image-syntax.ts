import type { MarkedExtension, Token, TokenizerThis, Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attribute-syntax.ts";

/** `{width=60%}` right after a picture: Pandoc's attributes. */
interface ImageAttributesToken extends Tokens.Generic {
  readonly type: "imageAttributes";
  readonly raw: string;
}

export const IMAGE_ATTRIBUTES = ["width", "height"];

type Image = Tokens.Image & { attributes?: Attributes };

/** `![…](…){width=60%}` for `marked`. */
export function imageSyntax(): MarkedExtension {
  return {
    extensions: [
      {
        name: "imageAttributes",
        level: "inline",
        tokenizer(this: TokenizerThis, source: string, tokens: Token[]): ImageAttributesToken | undefined {
          const image = tokens.at(-1);
          const [raw] = /^\{[ \t]*[.#\w][^{}\n]*\}/.exec(source) ?? [];
          if (!image || !isImage(image) || raw === undefined) return undefined;
          image.attributes = parseAttributes(raw);
          return { type: "imageAttributes", raw };
        },
      },
    ],
  };
}

export function isImage(token: Token): token is Image {
  return token.type === "image" && "href" in token;
}

/** The picture that is all there is in a paragraph, or null. */
export function soleImage(token: Token): Image | null {
  if (token.type !== "paragraph" || !("tokens" in token)) return null;
  const inside = (token.tokens ?? []).filter(({ type }) => type !== "imageAttributes");
  const [image, ...more] = inside.filter(({ raw }) => raw.trim() !== "");
  return image !== undefined && more.length === 0 && isImage(image) ? image : null;
}

export function imageAttributes(token: Image): Attributes {
  return token.attributes ?? NO_ATTRIBUTES;
}
