import type { RendererObject } from "marked";
import { soleImage } from "../markdown/image-syntax.ts";
import { escapeHtml } from "./escape-html.ts";
import type { Captioned, Numbering } from "./numbering.ts";
import type { Placeholders } from "./placeholders.ts";

/** Pictures and tables with captions, as figures; those without stay as they are. */
export function captionedRenderer(numbering: Numbering, placeholders: Placeholders): RendererObject {
  // The table inside a figure is rendered as any other.
  let inCaptioned = false;
  return {
    paragraph(token) {
      const image = soleImage(token);
      const captioned = image === null ? null : numbering.captioned(token);
      if (image === null || captioned === null) return false;
      const caption = this.parser.parseInline(image.tokens);
      return figureHtml(captioned, this.image(image), caption, placeholders);
    },
    table(token) {
      const captioned = numbering.captioned(token);
      const caption = numbering.tableCaption(token);
      if (inCaptioned || captioned === null || caption === null) return false;
      inCaptioned = true;
      try {
        const text = this.parser.parseInline(caption.tokens);
        return figureHtml(captioned, this.table(token), text, placeholders, "first");
      } finally {
        inCaptioned = false;
      }
    },
  };
}

/** A picture or table with its number and its caption, which is below a picture and above a table. */
function figureHtml(
  { id, label }: Captioned,
  content: string,
  caption: string,
  placeholders: Placeholders,
  position: "first" | "last" = "last",
): string {
  const anchor = id === null ? "" : ` ${placeholders.id(id)}`;
  const number = label === null ? "" : `<b>${escapeHtml(label)}.</b> `;
  const written = `<figcaption>${number}${caption}</figcaption>`;
  const inside = position === "first" ? `${written}\n${content}` : `${content}\n${written}`;
  return `<figure${anchor} class="captioned">\n${inside}\n</figure>\n`;
}
