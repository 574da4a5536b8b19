import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "../build/command-error.ts";
import { formatProblem } from "../build/format-problem.ts";
import { loadLessons } from "../build/lesson-pages.ts";
import { ignoredFiles, lessonsDirectory, noLessons } from "../build/lessons-directory.ts";
import { loadLesson } from "../build/load-lesson.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { readFiles } from "./options.ts";

/**
 * `npm run lessons`: prints the problems of all lessons in LESSONS_DIR, or of the files that are named.
 * @returns the exit code: 1 if there are problems or no lessons.
 */
export async function lessons(args: readonly string[]): Promise<number> {
  try {
    const files = readFiles(args);
    return printProblems(files.length > 0 ? await loadFiles(files) : await loadFolder()) ? 0 : 1;
  } catch (error) {
    console.error(errorMessage(error));
    return 1;
  }
}

/**
 * @param files in the folder in which the command was given, where npm itself changes to that of the project, or in the
 *   folder of lessons
 */
function loadFiles(files: readonly string[]): Promise<Lesson[]> {
  return Promise.all(files.map((file) => loadLesson(findFile(file))));
}

function findFile(file: string): string {
  const here = resolve(process.env["INIT_CWD"] ?? process.cwd(), file);
  const amongLessons = resolve(lessonsDirectory(), file);
  return !existsSync(here) && existsSync(amongLessons) ? amongLessons : here;
}

async function loadFolder(): Promise<Lesson[]> {
  const directory = lessonsDirectory();
  const found = await loadLessons(directory);
  for (const message of await ignoredFiles(directory)) console.log(message);
  if (found.length === 0) throw new CommandError(noLessons(directory));
  return found;
}

/** Prints the problems of lessons, and returns whether there are none. */
export function printProblems(found: readonly Lesson[]): boolean {
  const problems = found.flatMap((lesson) => lesson.problems);
  for (const problem of problems) console.log(formatProblem(problem));
  console.log(`${count(problems.length, "problem")} in ${count(found.length, "lesson")}.`);
  return problems.length === 0;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
