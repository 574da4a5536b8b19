import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Course } from "../../course/course.ts";
import type { Lesson, LessonEntry } from "../../lesson/lesson.ts";
import { lessonEntry } from "../../lesson/lesson-entry.ts";
import type { Problem } from "../../protocol/problem.ts";
import { importModule } from "../bundling/import-module.ts";
import { lessonFiles, slugOf } from "../files/lessons-directory.ts";
import { packageRoot } from "../files/package-root.ts";
import { loadKnown } from "../lessons/known.ts";
import { decodeLesson } from "../lessons/lesson-text.ts";
import { loadCourse } from "../lessons/load-course.ts";
import { type LoadOptions, loadLesson } from "../lessons/load-lesson.ts";
import { fillTemplate, type PageParts } from "./page-template.ts";
import { pagePolicy } from "./policy.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";

/** Where a page is; see `page/article/page-form.ts`. */
type PageForm = "site" | "folder" | "file";

/** The page's prerendering. It is imported through Vite's module runner, so this folder needs no DOM types. */
export interface Prerender {
  prerenderLesson(
    lesson: Lesson,
    form?: PageForm,
    course?: Course,
    listed?: readonly LessonEntry[],
  ): PageParts;
  prerenderIndex(
    lessons: readonly Lesson[],
    form?: PageForm,
    course?: Course,
    problems?: readonly Problem[],
  ): PageParts;
}

/** The page's prerendering, from Lectern's folder. */
export const PRERENDER = "src/page/prerender.tsx";

/** The prerendering for a build. */
export function loadPrerender(): Promise<Prerender> {
  return importModule<Prerender>(resolve(packageRoot, PRERENDER));
}

/** The template of all pages. */
export function pageTemplate(root: string): string {
  return resolve(root, "index.html");
}

/**
 * A complete page. Vite sees only the template, never the lesson: it would copy every local file that an address in the
 * page leads to into the site.
 * @param template as Vite processed it.
 */
export async function fillPage(
  template: string,
  parts: PageParts,
  texts: SandboxTexts,
  development: boolean,
): Promise<string> {
  const [{ mirrors }, frameScript] = await Promise.all([loadKnown(), texts.frameScript()]);
  const { earlyScript } = parts;
  return fillTemplate(template, parts, pagePolicy({ frameScript, earlyScript, mirrors, development }));
}

/** All lessons of a folder, in the order of their file names. */
export async function loadLessons(directory: string, options?: LoadOptions): Promise<Lesson[]> {
  const lessons: Lesson[] = [];
  // One after the other: jsdom keeps what it parses until the task ends, which would be all of them.
  for (const file of await lessonFiles(directory)) lessons.push(await loadLesson(file, options));
  return lessons;
}

/** The lessons that are published: all but drafts. */
export async function loadPublished(directory: string, options?: LoadOptions): Promise<Lesson[]> {
  return (await loadLessons(directory, options)).filter(({ draft }) => !draft);
}

/** The entries of all lessons of a folder, for which only their front matter is read. */
export async function loadEntries(directory: string): Promise<LessonEntry[]> {
  const [files, { course }] = await Promise.all([lessonFiles(directory), loadCourse()]);
  const entry = async (file: string): Promise<LessonEntry> =>
    lessonEntry(file, decodeLesson(await readFile(file)).source, course.language);
  return Promise.all(files.map(entry));
}

/** The path of a lesson's file, or null if the folder has no such lesson. */
export async function findLessonFile(directory: string, slug: string): Promise<string | null> {
  return (await lessonFiles(directory)).find((file) => slugOf(file) === slug) ?? null;
}
