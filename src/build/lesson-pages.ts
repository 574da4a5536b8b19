import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Lesson } from "../lesson/lesson.ts";
import { loadKnown } from "./known.ts";
import { lessonFiles, slugOf } from "./lessons-directory.ts";
import { loadLesson } from "./load-lesson.ts";
import { fillTemplate, type PageParts } from "./page-template.ts";
import { pagePolicy } from "./policy.ts";
import type { SandboxTexts } from "./sandbox-plugin.ts";

/** The page's own prerendering, brought in by Vite's module runner, so that this folder needs neither DOM nor page. */
export interface Prerender {
  prerenderLesson(lesson: Lesson): PageParts;
  prerenderIndex(lessons: readonly Lesson[]): PageParts;
}

export const PRERENDER = "src/page/prerender.tsx";

/** The template of all pages, in the project's root. */
export function pageTemplate(root: string): string {
  return resolve(root, "index.html");
}

/** A whole page: the template with its parts and its policy. */
export async function fillPage(
  root: string,
  parts: PageParts,
  texts: SandboxTexts,
  development: boolean,
): Promise<string> {
  const [template, { mirrors }, frameScript] = await Promise.all([
    readFile(pageTemplate(root), "utf8"),
    loadKnown(),
    texts.frameScript(),
  ]);
  const { earlyScript } = parts;
  return fillTemplate(template, parts, pagePolicy({ frameScript, earlyScript, mirrors, development }));
}

/** All lessons of a folder, in the order of their files' names. */
export async function loadLessons(directory: string): Promise<Lesson[]> {
  const files = await lessonFiles(directory);
  return Promise.all(files.map((file) => loadLesson(file)));
}

/** The path of a lesson's file, or null where the folder has none of that name. */
export async function findLessonFile(directory: string, slug: string): Promise<string | null> {
  return (await lessonFiles(directory)).find((file) => slugOf(file) === slug) ?? null;
}
