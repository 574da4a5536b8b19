import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { lessonsDirectory } from "../build/lessons-directory.ts";
import { courseFile } from "../build/load-course.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** Milliseconds without a change until the files are read: editors write a file in several steps. */
const SETTLING = 100;

/**
 * Calls `act` after each change of a lesson, of a file beside it or of `course.yaml`, until the user interrupts. Calls
 * do not overlap: what changes meanwhile is seen by one more.
 */
export async function watchCourse(act: () => Promise<void>): Promise<void> {
  let work = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(act);
    }, SETTLING);
  };
  const watchers = [
    watch(lessonsDirectory(), { recursive: true }, changed),
    watchFile(courseFile(), changed),
  ];
  await untilInterrupted();
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await work;
}

/** Watches its folder, in which the file may be missing, or be replaced. */
function watchFile(path: string, changed: () => void): FSWatcher {
  return watch(dirname(path), (_event, name) => {
    if (name === "course.yaml") changed();
  });
}
