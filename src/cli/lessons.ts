import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { CommandError } from "../build/files/command-error.ts";
import { formatProblem } from "../build/files/format-problem.ts";
import { ignoredFiles, lessonFiles, lessonsDirectory, noLessons } from "../build/files/lessons-directory.ts";
import { loadCourse } from "../build/lessons/load-course.ts";
import { loadProblems } from "../build/lessons/load-lesson.ts";
import { loadTypeChecker } from "../build/types/load-type-checker.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { type Problem, withoutConsequences } from "../protocol/problem.ts";
import { count } from "./count.ts";
import { watchCourse } from "./watch-course.ts";

interface Options {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly watch: boolean;
}

/** What was checked, and what is wrong. */
interface Checked {
  readonly lessons: number;
  readonly problems: readonly Problem[];
  /** Files that look like lessons but are not, as sentences. */
  readonly ignored: readonly string[];
}

/**
 * `lectern check`, in the repository `npm run lessons`: prints the problems of the course and all lessons in LESSONS_DIR,
 * or of the files that are named. With `--json` they are printed as JSON, with `--watch` after each change.
 * @returns the exit code: 1 if there are problems or no lessons.
 */
export async function lessons(args: readonly string[]): Promise<number> {
  try {
    const options = readArguments(args);
    if (!options.watch) return await checkOnce(options);
    // What cannot be read may be there after the next change.
    const check = async (): Promise<void> => {
      await checkOnce(options).catch((error: unknown) => console.error(errorMessage(error)));
    };
    await watchCourse(options.files.map(findFile), check);
    return 0;
  } catch (error) {
    console.error(errorMessage(error));
    return 1;
  }
}

function readArguments(args: readonly string[]): Options {
  try {
    const options = { json: { type: "boolean" }, watch: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { files: positionals, json: values.json === true, watch: values.watch === true };
  } catch (error) {
    const [reason] = errorMessage(error).split(". ");
    throw new CommandError(`${reason}. This command takes --json, --watch and the names of files.`);
  }
}

async function checkOnce({ files, json }: Options): Promise<number> {
  const checked = files.length > 0 ? await checkFiles(files) : await checkFolder();
  if (json) printJson(checked);
  else {
    for (const message of checked.ignored) console.log(message);
    printProblems(checked.problems, checked.lessons);
  }
  return checked.problems.length === 0 ? 0 : 1;
}

/**
 * @param files in the folder in which the command was given, where npm itself changes to that of the project, or in the
 *   folder of lessons
 */
async function checkFiles(files: readonly string[]): Promise<Checked> {
  const problems = await problemsIn(files.map(findFile));
  return { lessons: files.length, problems, ignored: [] };
}

async function problemsIn(files: readonly string[]): Promise<readonly Problem[]> {
  const checkTypes = await loadTypeChecker();
  const problems: Problem[] = [];
  for (const file of files) problems.push(...(await loadProblems(file, { checkTypes })));
  return problemsOf(problems);
}

function findFile(file: string): string {
  const here = resolve(process.env["INIT_CWD"] ?? process.cwd(), file);
  const amongLessons = resolve(lessonsDirectory(), file);
  return !existsSync(here) && existsSync(amongLessons) ? amongLessons : here;
}

async function checkFolder(): Promise<Checked> {
  const directory = lessonsDirectory();
  const files = await lessonFiles(directory);
  const ignored = await ignoredFiles(directory);
  if (files.length === 0) throw new CommandError([...ignored, noLessons(directory)].join("\n"));
  const problems = await problemsIn(files);
  const course = await loadCourse();
  return { lessons: files.length, problems: withoutConsequences([...course.problems, ...problems]), ignored };
}

/** Problems of lessons, in their order. Those of a module that several lessons import are there once. */
export function problemsOf(found: readonly Problem[]): Problem[] {
  return [...new Map(found.map((problem) => [formatProblem(problem), problem])).values()];
}

/** Prints problems, and how many there are. */
export function printProblems(problems: readonly Problem[], lessons: number): void {
  for (const problem of problems) console.log(formatProblem(problem));
  console.log(`${count(problems.length, "problem")} in ${count(lessons, "lesson")}.`);
}

/** For programs: messages about ignored files go to stderr, out of the JSON's way. */
function printJson({ lessons, problems, ignored }: Checked): void {
  for (const message of ignored) console.error(message);
  console.log(JSON.stringify({ lessons, problems }, null, 2));
}
