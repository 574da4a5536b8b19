import type { MarkedExtension, Token, TokenizerThis, Tokens } from "marked";
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from "./attributes.ts";

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

export function imageAttributes(token: Image): Attributes {
  return token.attributes ?? NO_ATTRIBUTES;
}
