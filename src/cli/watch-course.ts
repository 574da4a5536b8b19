import { existsSync, type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CommandError } from "../build/files/command-error.ts";
import { courseDirectory, courseFile, isCourse } from "../build/files/course-folders.ts";
import { isInside } from "../build/files/lesson-asset.ts";
import { lessonsDirectory } from "../build/files/lessons-directory.ts";
import { outDirectory } from "../build/files/out-directory.ts";
import { forgetKnownOfCourse } from "../build/lessons/known.ts";
import { BIBLIOGRAPHY } from "../build/lessons/load-bibliography.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { untilInterrupted } from "./until-interrupted.ts";

/** Milliseconds without a change until the files are read: editors write a file in several steps. */
const SETTLING = 100;

/**
 * A folder to watch, without those in it: a file that is replaced, or missing at first, is seen only in its folder. With
 * `recursive`, Node 20 on Linux watches each file and misses what is written to one that was replaced.
 */
interface Watched {
  readonly folder: string;
  /** The only files in it that count. */
  readonly only?: readonly string[];
}

/** What package managers write last, after they installed or removed packages. */
const INSTALLED = [".package-lock.json", ".modules.yaml", ".yarn-state.yml", ".yarn-integrity"];

/**
 * Calls `act` at once and after each change of what a check reads, until the user interrupts: lessons and the files
 * beside them, the rest of the course with its code, the bibliography, and the packages that are installed. Calls do
 * not overlap: what changes meanwhile, also during the first one, is seen by one more.
 * @param files the paths of lessons, which may be outside the folder of lessons; none: all in this folder.
 * @throws {CommandError} if a folder cannot be watched, or not any longer.
 */
export async function watchCourse(files: readonly string[], act: () => Promise<void>): Promise<void> {
  let work = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const watchers = new Map<string, FSWatcher>();
  try {
    await new Promise<void>((resolve, reject) => {
      const changed = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          work = work
            .then(async () => {
              // One that is missing now may be there after the next change.
              const folders = foldersOf(files).filter(({ folder }) => existsSync(folder));
              watchFolders(watchers, folders, changed, reject);
              // Not sooner: code must not be forgotten while it is loaded.
              forgetKnownOfCourse();
              await act();
            })
            .catch(reject);
        }, SETTLING);
      };
      watchFolders(watchers, foldersOf(files), changed, reject);
      work = act();
      work.catch(reject);
      untilInterrupted().then(resolve);
    });
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    await work;
  }
}

function foldersOf(files: readonly string[]): Watched[] {
  const lessons = lessonsDirectory();
  const outside = new Set(files.filter((file) => !isInside(file, lessons)).map((file) => dirname(file)));
  const named = [...outside].map((folder) => ({ folder }));
  // Files elsewhere need no folder of lessons.
  if (named.length > 0 && !existsSync(lessons)) return named;
  return [...named, ...foldersIn(lessons), ...courseFolders(), ...packageFolders()];
}

/** The course's folder, and those in it that may contain its code or files. */
function courseFolders(): Watched[] {
  const folder = courseDirectory();
  if (isCourse()) return foldersIn(folder);
  return [{ folder, only: [basename(courseFile()), BIBLIOGRAPHY] }];
}

/** A folder, whether it is there or not, and all in it but hidden ones, packages and the built site. */
function foldersIn(folder: string): Watched[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const inside = entries
    .filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((path) => path !== outDirectory());
  return [{ folder }, ...inside.flatMap(foldersIn)];
}

function packageFolders(): Watched[] {
  const packages = resolve("node_modules");
  return [
    { folder: process.cwd(), only: ["package.json"] },
    ...(existsSync(packages) ? [{ folder: packages, only: INSTALLED }] : []),
  ];
}

/** Watches folders that are not watched yet, also those that were deleted and made again, and no others any longer. */
function watchFolders(
  watchers: Map<string, FSWatcher>,
  folders: readonly Watched[],
  changed: () => void,
  fail: (error: CommandError) => void,
): void {
  const wanted = new Map(folders.map((watched) => [keyOf(watched), watched]));
  for (const [key, watcher] of watchers) {
    if (wanted.has(key)) continue;
    watcher.close();
    watchers.delete(key);
  }
  for (const [key, watched] of wanted)
    if (!watchers.has(key)) watchers.set(key, watchFolder(watched, changed, fail));
}

/** The same only for the same folder: one of the same name may have taken its place. */
function keyOf({ folder, only = [] }: Watched): string {
  const found = statSync(folder, { throwIfNoEntry: false });
  return JSON.stringify([folder, found?.ino, found?.birthtimeMs, only]);
}

function watchFolder(
  { folder, only }: Watched,
  changed: () => void,
  fail: (error: CommandError) => void,
): FSWatcher {
  const failure = (error: unknown): CommandError =>
    new CommandError(
      `The folder ${folder} cannot be watched (${errorMessage(error)}). Correct this and start the command again.`,
    );
  try {
    const watcher = watch(folder, (_event, name) => {
      // Some systems do not say which file it was.
      if (only === undefined || name === null || only.includes(name)) changed();
    });
    return watcher.on("error", (error) => fail(failure(error)));
  } catch (error) {
    throw failure(error);
  }
}
