import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Beside, ResolveFragment } from "../lesson/known-things.ts";
import { lessonEntry, lessonIds } from "../lesson/parse-lesson.ts";
import { examineFile } from "./declared-file.ts";
import { findAsset } from "./lesson-asset.ts";
import { helperState, packageState } from "./lesson-module.ts";
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
    helperState: (specifier) => helperState(folder, specifier),
    packageState,
    assetVersion: (path) => (versions ? versionOf(resolve(folder, path)) : ""),
    lessonIds: (path) => readTarget(folder, path)?.ids ?? null,
    isDraft: (path) => readTarget(folder, path)?.isDraft ?? false,
  };
}

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `?v=${Math.round(found.mtimeMs)}`;
}

/** What links to a lesson have to know. */
interface LinkTarget {
  readonly ids: ResolveFragment;
  readonly isDraft: boolean;
}

/** The lessons by file, as of the time when they were changed. */
const targets = new Map<string, { readonly changed: number; readonly target: LinkTarget }>();

/** The lesson at a path from the folder; null if there is none. */
function readTarget(folder: string, path: string): LinkTarget | null {
  const file = resolve(folder, path);
  if (!isLessonOf(folder, file) || findAsset(folder, path).type !== "file") return null;
  const { mtimeMs: changed } = statSync(file);
  const read = targets.get(file);
  if (read?.changed === changed) return read.target;
  const { source } = decodeLesson(readFileSync(file));
  const target = { ids: lessonIds(file, source), isDraft: lessonEntry(file, source).draft };
  targets.set(file, { changed, target });
  return target;
}
