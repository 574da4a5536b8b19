import type { RendererObject, Tokens } from "marked";
import { IMAGE_ATTRIBUTES, imageAttributes } from "../markdown/image-syntax.ts";
import { escapeHtml } from "./escape-html.ts";

interface ImageRenderer {
  readonly renderer: RendererObject;
  /** Whether the description of a picture is being rendered, which is an attribute, and so plain text. */
  readonly isInDescription: () => boolean;
}

/** Pictures with the attributes that follow them in braces. */
export function imageRenderer(): ImageRenderer {
  let inDescription = false;
  return {
    isInDescription: () => inDescription,
    renderer: {
      image(token) {
        if (inDescription) return false;
        inDescription = true;
        try {
          return this.image(withDescription(token)).replace(/>$/, `${sizeAttributes(token)}>`);
        } finally {
          inDescription = false;
        }
      },
    },
  };
}

/** A picture with the description that its author gave in addition to its caption: `{fig-alt="…"}`. */
function withDescription(token: Tokens.Image): Tokens.Image {
  const text = imageAttributes(token).values.get("fig-alt")?.value;
  return text === undefined ? token : { ...token, text, tokens: [{ type: "text", raw: text, text }] };
}

/** The attributes in braces after a picture. */
function sizeAttributes(token: Tokens.Image): string {
  const { classes, values } = imageAttributes(token);
  const written = IMAGE_ATTRIBUTES.flatMap((key) => {
    const value = values.get(key)?.value;
    return value === undefined ? [] : [[key, value.replace(/px$/, "")] as const];
  });
  const all = classes.length > 0 ? [...written, ["class", classes.join(" ")] as const] : written;
  return all.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join("");
}
