import { isAddress } from "../html/addresses.ts";
import { type Tag, tagsIn } from "../html/html-tags.ts";
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from "../html/sanitizer.ts";
import type { Fault } from "../source-text.ts";

/** What the sanitiser removes from an author's HTML, which begins at `start`. */
export function lintHtml(html: string, start: number): Fault[] {
  const opening = tagsIn(html).filter(({ type }) => type === "open");
  return opening.flatMap((tag) => {
    if (ALLOWED_TAGS.includes(tag.name)) return lintAttributes(tag, start);
    const message = `\`<${tag.name}>\` is not allowed in a lesson, so it is left out.`;
    const remedy = "Write it in Markdown, or save it as a file beside the lesson and link to that.";
    return [{ offset: start + tag.offset, message, remedy }];
  });
}

function lintAttributes({ attributes }: Tag, start: number): Fault[] {
  return attributes.flatMap(({ name, offset }) => {
    if (isAddress(name) || ALLOWED_ATTRIBUTES.includes(name) || name.startsWith("aria-")) return [];
    const message = `The attribute \`${name}\` is not allowed in a lesson, so it is left out.`;
    const remedy = name === "style" ? "Use `width`, `height` or a class." : "Remove it.";
    return [{ offset: start + offset, message, remedy }];
  });
}
