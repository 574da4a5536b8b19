import { existsSync, type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { CommandError } from "../build/command-error.ts";
import {
  courseFile,
  datasetsDirectory,
  figuresDirectory,
  isCourse,
} from "../build/course-code/course-folders.ts";
import { forgetKnownOfCourse } from "../build/lessons/known.ts";
import { isInside } from "../build/lessons/lesson-asset.ts";
import { lessonsDirectory } from "../build/lessons/lessons-directory.ts";
import { BIBLIOGRAPHY } from "../build/lessons/load-bibliography.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** Milliseconds without a change until the files are read: editors write a file in several steps. */
const SETTLING = 100;

/** A folder to watch; a file that is replaced, or missing at first, is seen only in its folder. */
interface Watched {
  readonly folder: string;
  /** Also the folders in it. */
  readonly recursive?: boolean;
  /** The only files in it that count. */
  readonly only?: readonly string[];
  /** It has code, which is loaded once and forgotten after a change. */
  readonly isCode?: boolean;
}

/**
 * Calls `act` after each change of a lesson, of a file beside it, of the course's figures and datasets, of `course.yaml`
 * or of the bibliography, until the user interrupts. Calls do not overlap: what changes meanwhile is seen by one more.
 * @param files the paths of lessons, which may be outside the folder of lessons; none: all in this folder.
 * @throws {CommandError} if a folder cannot be watched, or not any longer.
 */
export async function watchCourse(files: readonly string[], act: () => Promise<void>): Promise<void> {
  let work = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isCodeChanged = false;
  const changed = ({ isCode = false }: Watched): void => {
    isCodeChanged ||= isCode;
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(() => {
        // Not sooner: code must not be forgotten while it is loaded.
        if (isCodeChanged) forgetKnownOfCourse();
        isCodeChanged = false;
        return act();
      });
    }, SETTLING);
  };
  const watchers: FSWatcher[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      for (const watched of foldersOf(files)) watchers.push(watchFolder(watched, changed, reject));
      untilInterrupted().then(resolve);
    });
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    await work;
  }
}

function foldersOf(files: readonly string[]): Watched[] {
  const lessons = lessonsDirectory();
  const outside = new Set(files.filter((file) => !isInside(file, lessons)).map((file) => dirname(file)));
  const named = [...outside].map((folder) => ({ folder }));
  // Files elsewhere need no folder of lessons.
  if (named.length > 0 && !existsSync(lessons)) return named;
  return [
    ...named,
    { folder: lessons, recursive: true },
    { folder: dirname(courseFile()), only: ["course.yaml", BIBLIOGRAPHY] },
    ...codeFolders(),
  ];
}

/** The folders of the course's own figures and datasets, which are loaded once. */
function codeFolders(): Watched[] {
  const folders = isCourse() ? [figuresDirectory(), datasetsDirectory()] : [];
  return folders
    .filter((folder) => existsSync(folder))
    .map((folder) => ({ folder, recursive: true, isCode: true }));
}

function watchFolder(
  watched: Watched,
  changed: (watched: Watched) => void,
  fail: (error: CommandError) => void,
): FSWatcher {
  const { folder, recursive = false, only } = watched;
  const failure = (error: unknown): CommandError =>
    new CommandError(
      `The folder ${folder} cannot be watched (${errorMessage(error)}). Correct this and start the command again.`,
    );
  try {
    const watcher = watch(folder, { recursive }, (_event, name) => {
      // Some systems do not say which file it was.
      if (only === undefined || name === null || only.includes(name)) changed(watched);
    });
    return watcher.on("error", (error) => fail(failure(error)));
  } catch (error) {
    throw failure(error);
  }
}
