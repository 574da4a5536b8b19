import type { Lesson } from "../../lesson/lesson.ts";
import { lessonSections } from "../../search/lesson-sections.ts";
import { writeIndex } from "../../search/search-index.ts";

/** The index of the search over lessons. */
export function searchText(lessons: readonly Lesson[]): string {
  return writeIndex({
    lessons: Object.fromEntries(lessons.map(({ slug, title, lang }) => [slug, { title, lang }])),
    sections: lessons.flatMap(lessonSections),
  });
}
