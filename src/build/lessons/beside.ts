import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Beside } from "../../lesson/known-things.ts";
import { otherLesson } from "../../lesson/lesson-entry.ts";
import type { OtherLesson } from "../../lesson/other-lesson.ts";
import type { SolutionAccess } from "../../lesson/solution-access.ts";
import { findAsset } from "../files/lesson-asset.ts";
import { helperState, packageState } from "../files/lesson-module.ts";
import { isLessonOf } from "../files/lessons-directory.ts";
import { examineFile } from "./declared-file.ts";
import { decodeLesson } from "./lesson-text.ts";

/**
 * The files in the folder of a lesson's file.
 * @param solutions who sees the solutions of lessons that do not say it.
 * @param versions whether the addresses of files change with them, for pages that stay open while they are edited.
 */
export function besideLesson(lessonFile: string, solutions: SolutionAccess, versions: boolean): Beside {
  const folder = dirname(resolve(lessonFile));
  return {
    assetState: (path) => findAsset(folder, path).type,
    declaredFile: (path) => examineFile(folder, path),
    helperState: (specifier) => helperState(folder, specifier),
    packageState,
    assetVersion: (path) => (versions ? versionOf(resolve(folder, path)) : ""),
    lesson: (path) => readLesson(folder, path, solutions),
    lessonFiles: () =>
      readdirSync(folder)
        .filter((name) => isLessonOf(folder, resolve(folder, name)))
        .sort(),
  };
}

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `?v=${Math.round(found.mtimeMs)}`;
}

/** The lessons by file and by what the course says about solutions, valid until the file changes. */
const read = new Map<string, { readonly changed: number; readonly lesson: OtherLesson }>();

/** The lesson at a path from the folder; null if there is none. */
function readLesson(folder: string, path: string, solutions: SolutionAccess): OtherLesson | null {
  const file = resolve(folder, path);
  if (!isLessonOf(folder, file) || findAsset(folder, path).type !== "file") return null;
  const { mtimeMs: changed } = statSync(file);
  const key = `${solutions} ${file}`;
  const known = read.get(key);
  if (known?.changed === changed) return known.lesson;
  const lesson = otherLesson(file, decodeLesson(readFileSync(file)).source, { solutions });
  read.set(key, { changed, lesson });
  return lesson;
}
