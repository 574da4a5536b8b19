import { CommandError } from "../build/command-error.ts";
import { formatProblem } from "../build/format-problem.ts";
import { lessonFiles, lessonsDirectory, noLessons } from "../build/lessons-directory.ts";
import { loadLesson } from "../build/load-lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { readOptions } from "./options.ts";

/**
 * `npm run lessons`: prints the problems of all lessons in LESSONS_DIR.
 * @returns the exit code: 1 if there are problems or no lessons.
 */
export async function lessons(args: readonly string[]): Promise<number> {
  try {
    readOptions(args, []);
    return await printProblems(lessonsDirectory());
  } catch (error) {
    console.error(errorMessage(error));
    return 1;
  }
}

async function printProblems(directory: string): Promise<number> {
  const files = await lessonFiles(directory);
  if (files.length === 0) throw new CommandError(noLessons(directory));
  const all = await Promise.all(files.map((file) => loadLesson(file)));
  const problems = all.flatMap((lesson) => lesson.problems);
  for (const problem of problems) console.log(formatProblem(problem));
  console.log(`${count(problems.length, "problem")} in ${count(files.length, "lesson")}.`);
  return problems.length > 0 ? 1 : 0;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
