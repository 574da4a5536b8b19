import type { LessonContext } from "../context.ts";
import { type Tag, tagsIn } from "../html/html-tags.ts";
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from "../html/sanitizer.ts";
import { inspectAddress } from "./inspect-address.ts";

/** Reports what the sanitiser leaves out of an author's HTML, and the addresses in it. */
export function inspectHtml(html: string, place: number, context: LessonContext): void {
  for (const tag of tagsIn(html)) {
    if (ALLOWED_TAGS.includes(tag.name)) {
      inspectAttributes(tag, place, context);
    } else {
      const remedy = "Write it in Markdown, or save it as a file beside the lesson and link to that.";
      context.log.report(
        place + tag.offset,
        `\`<${tag.name}>\` is not allowed in a lesson, so it is left out.`,
        remedy,
      );
    }
  }
}

function inspectAttributes(tag: Tag, place: number, context: LessonContext): void {
  for (const { name, value, offset } of tag.attributes) {
    if (name === "href" || name === "src" || name === "poster") {
      inspectAddress(value, place + tag.offset, context, name === "href" ? "link" : "picture");
    } else if (!ALLOWED_ATTRIBUTES.includes(name) && !name.startsWith("aria-")) {
      const remedy = name === "style" ? "Use `width`, `height` or a class." : "Take it out.";
      context.log.report(
        place + offset,
        `The attribute \`${name}\` is not allowed in a lesson, so it is left out.`,
        remedy,
      );
    }
  }
}
