import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { CommandError } from "../build/files/command-error.ts";
import { formatProblem } from "../build/files/format-problem.ts";
import { lessonsDirectory, noLessons, slugOf } from "../build/files/lessons-directory.ts";
import { loadLesson } from "../build/lessons/load-lesson.ts";
import { lessonDigests } from "../build/recording/lesson-digests.ts";
import { findLessonFile, loadLessons } from "../build/site/lesson-pages.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { findBrowserOrExplain } from "./browser.ts";
import { data } from "./data.ts";
import { serveLessons } from "./export/serve-lesson.ts";
import { describePart, describeTotal, runAsJson } from "./running/describe-run.ts";
import { recordRun } from "./running/record-run.ts";
import { type LessonRun, type RunOptions, runLesson } from "./running/run-lesson.ts";

interface Options {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly record: boolean;
  readonly seconds: number;
}

/** Withheld solutions run, too. */
const LOADING = { keepWithheld: true };

/** Seconds after which a cell is stopped: trainings may take minutes. */
const PATIENCE = 600;

/**
 * `lectern run`: runs every cell of every lesson, or of those that are named, in a browser, in order. Solutions have to
 * pass their checks, and starters must not. With `--record`, what the cells show is saved beside the lessons.
 * @returns the exit code: 1 if a cell fails, or an exercise is wrong.
 */
export async function run(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  // What else is printed must not be in the JSON.
  if (options.json) console.log = console.error;
  const lessons = await findLessons(options.names);
  await data(["--optional"]);
  const executablePath = await findBrowserOrExplain();
  // Not later: authors may continue to write while the lessons run.
  const digests = options.record ? await digestsOf(lessons) : null;
  console.log("Building the pages …");
  const site = await serveLessons(lessons);
  const browser = await chromium.launch({ executablePath });
  const runs: LessonRun[] = [];
  try {
    for (const lesson of lessons) {
      console.log(`${lesson.file}`);
      const { seconds } = options;
      const address = site.addressOf(lesson);
      const onPart: RunOptions["onPart"] = (part, problem) =>
        console.log(describePart(part, problem === null));
      const lessonRun = await runLesson(browser, lesson, { address, seconds, onPart });
      runs.push(lessonRun);
      if (digests === null) continue;
      for (const line of await recordRun(lessonRun, digests.get(lesson) ?? new Map())) console.log(line);
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return report(runs, options);
}

type Digests = Awaited<ReturnType<typeof lessonDigests>>;

async function digestsOf(lessons: readonly Lesson[]): Promise<ReadonlyMap<Lesson, Digests>> {
  const digests = lessons.map(async (lesson) => [lesson, await lessonDigests(lesson, lesson.file)] as const);
  return new Map(await Promise.all(digests));
}

function report(runs: readonly LessonRun[], { json }: Options): number {
  const problems = runs.flatMap((run) => run.problems);
  if (json) process.stdout.write(`${JSON.stringify(runAsJson(runs), null, 2)}\n`);
  for (const problem of problems) console.log(formatProblem(problem));
  console.log(describeTotal(runs));
  return problems.length === 0 ? 0 : 1;
}

function readArguments(args: readonly string[]): Options {
  const options = {
    json: { type: "boolean" },
    record: { type: "boolean" },
    timeout: { type: "string" },
  } as const;
  const { values, positionals } = parse(args, options);
  const seconds = Number(values.timeout ?? PATIENCE);
  if (!(seconds > 0))
    throw new CommandError(`--timeout is "${values.timeout}". Give a number of seconds above 0.`);
  return { names: positionals, json: values.json === true, record: values.record === true, seconds };
}

function parse<Known extends Readonly<Record<string, { readonly type: "boolean" | "string" }>>>(
  args: readonly string[],
  options: Known,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const [reason] = errorMessage(error).split(". ");
    throw new CommandError(
      `${reason}. This command takes --record, --json, --timeout <seconds> and the names of lessons.`,
    );
  }
}

/** @param names of lessons, or of their files; none: all lessons. */
async function findLessons(names: readonly string[]): Promise<readonly Lesson[]> {
  const directory = lessonsDirectory();
  if (names.length === 0) {
    const all = existsSync(directory) ? await loadLessons(directory, LOADING) : [];
    if (all.length === 0) throw new CommandError(noLessons(directory));
    return all;
  }
  return Promise.all(names.map((name) => findLesson(directory, name)));
}

async function findLesson(directory: string, name: string): Promise<Lesson> {
  const file = await findLessonFile(directory, slugOf(name));
  if (file === null) throw new CommandError(`There is no lesson "${name}" in ${directory}.`);
  return loadLesson(file, LOADING);
}
