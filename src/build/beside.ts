import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Beside, ResolveFragment } from "../lesson/known-things.ts";
import { lessonIds } from "../lesson/parse-lesson.ts";
import { examineFile } from "./declared-file.ts";
import { findAsset } from "./lesson-asset.ts";
import { decodeLesson } from "./lesson-text.ts";
import { isLessonOf } from "./lessons-directory.ts";

/**
 * The files in the folder of a lesson's file.
 * @param versions whether the addresses of files change with them, for pages that stay open while they are edited.
 */
export function besideLesson(lessonFile: string, versions: boolean): Beside {
  const folder = dirname(resolve(lessonFile));
  return {
    assetState: (path) => findAsset(folder, path).type,
    declaredFile: (path) => examineFile(folder, path),
    assetVersion: (path) => (versions ? versionOf(resolve(folder, path)) : ""),
    lessonIds(path) {
      const file = resolve(folder, path);
      return isLessonOf(folder, file) && findAsset(folder, path).type === "file" ? idsIn(file) : null;
    },
  };
}

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `?v=${Math.round(found.mtimeMs)}`;
}

/** The ids of lessons by file, as of the time when it was changed. */
const ids = new Map<string, { readonly changed: number; readonly resolve: ResolveFragment }>();

function idsIn(file: string): ResolveFragment {
  const { mtimeMs: changed } = statSync(file);
  const read = ids.get(file);
  if (read?.changed === changed) return read.resolve;
  const resolveFragment = lessonIds(file, decodeLesson(readFileSync(file)).source);
  ids.set(file, { changed, resolve: resolveFragment });
  return resolveFragment;
}
