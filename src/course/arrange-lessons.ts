import type { LessonEntry } from "../lesson/lesson.ts";
import type { Course } from "./course.ts";

/** Lessons that are listed together. */
export interface ArrangedSection<Entry> {
  /** Null for lessons that are in no section. */
  readonly title: string | null;
  /** Whether these are the lessons that the course does not list, below sections with titles. */
  readonly isRest: boolean;
  readonly lessons: readonly Entry[];
}

/** The lessons in the order of the course, then those that it does not list. */
export function arrangeLessons<Entry extends LessonEntry>(
  lessons: readonly Entry[],
  { sections }: Pick<Course, "sections">,
): readonly ArrangedSection<Entry>[] {
  const left = new Map(lessons.map((lesson) => [lesson.slug, lesson]));
  const take = (slug: string): Entry[] => {
    const lesson = left.get(slug);
    left.delete(slug);
    return lesson === undefined ? [] : [lesson];
  };
  const listed = sections.map(({ title, lessons: slugs }) => ({
    title,
    isRest: false,
    lessons: slugs.flatMap(take),
  }));
  const isRest = sections.some(({ title }) => title !== null);
  const unlisted = { title: null, isRest, lessons: [...left.values()].toSorted(byLecture) };
  return [...listed, unlisted].filter((section) => section.lessons.length > 0);
}

/** The lessons before and after one. */
export interface Neighbours {
  readonly previous: LessonEntry | null;
  readonly next: LessonEntry | null;
}

export const NO_NEIGHBOURS: Neighbours = { previous: null, next: null };

/**
 * The lessons before and after one in the order of the course.
 * @param lessons all lessons; drafts other than the lesson itself are passed over.
 */
export function neighboursOf(
  slug: string,
  lessons: readonly LessonEntry[],
  course: Pick<Course, "sections">,
): Neighbours {
  const published = lessons.filter((lesson) => !lesson.draft || lesson.slug === slug);
  const ordered = arrangeLessons(published, course).flatMap((section) => section.lessons);
  const index = ordered.findIndex((lesson) => lesson.slug === slug);
  if (index === -1) return NO_NEIGHBOURS;
  return { previous: ordered[index - 1] ?? null, next: ordered[index + 1] ?? null };
}

/** By number, then the lessons without one by title. */
function byLecture(a: LessonEntry, b: LessonEntry): number {
  if (a.lecture === null || b.lecture === null) {
    const missing = Number(a.lecture === null) - Number(b.lecture === null);
    return missing || naturally(a.title, b.title);
  }
  return naturally(a.lecture, b.lecture) || naturally(a.title, b.title);
}

/** In the order of people: 2 before 10. */
function naturally(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
