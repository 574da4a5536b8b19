import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import type { Lesson } from "../../lesson/lesson.ts";
import { CellReport, reportWithoutRun } from "../../protocol/cell-report.ts";
import { type CellRequest, LESSON_RUNNER } from "../../protocol/lesson-runner.ts";
import type { Problem } from "../../protocol/problem.ts";
import { judgeReport, type RunPart } from "./judge-report.ts";
import { type RunnablePart, runnableParts } from "./runnable-parts.ts";

/** A lesson whose cells have run. */
export interface LessonRun {
  readonly lesson: Lesson;
  readonly parts: readonly RunPart[];
  readonly problems: readonly Problem[];
}

export interface RunOptions {
  readonly address: string;
  /** After which a cell is stopped. */
  readonly seconds: number;
  /** Receives each part when it has run. */
  readonly onPart: (run: RunPart, problem: Problem | null) => void;
}

/** Runs all cells of a lesson in its page, in order, and each exercise with its starter and its solution. */
export async function runLesson(
  browser: Browser,
  lesson: Lesson,
  { address, ...options }: RunOptions,
): Promise<LessonRun> {
  const wanted = runnableParts(lesson);
  if (wanted.length === 0) return { lesson, parts: [], problems: [] };
  const page = await openPage(browser, address);
  try {
    return await runParts(page, lesson, wanted, options);
  } finally {
    await page.close();
  }
}

/** Runs the parts in the lesson's page. After the first one that gets no answer, nothing more can run. */
export async function runParts(
  page: Pick<Page, "evaluate">,
  lesson: Lesson,
  wanted: readonly RunnablePart[],
  { seconds, onPart }: Omit<RunOptions, "address">,
): Promise<LessonRun> {
  const parts: RunPart[] = [];
  const problems: Problem[] = [];
  let isAnswering = true;
  for (const part of wanted) {
    // Cells above may have to run again before it.
    const patience = patienceFor(parts.length + 1, seconds);
    const answer: CellReport | null = isAnswering ? await runPart(page, part, { seconds, patience }) : null;
    const report = answer ?? reportWithoutRun(part.id, isAnswering ? "stopped" : "missing");
    isAnswering = answer !== null;
    const run = { part, report };
    parts.push(run);
    const problem = judgeReport(run, lesson.file, seconds);
    onPart(run, problem);
    if (problem !== null) problems.push(problem);
  }
  if (isAnswering) problems.push(...(await lateProblems(page, parts, lesson.file)));
  return { lesson, parts, problems };
}

/** Longest delay of a timer, in ms, with room to add to it; one above 2³¹ − 1 would end at once. */
const LONGEST_DELAY = 2_000_000_000;

/** Milliseconds after which a page that does not open is given up. */
const PAGE_PATIENCE = 300_000;

/** Seconds in which the page ends the runtime of a cell that does not stop, and more for a slow machine. */
const SLACK = 30;

/** How long a page may take to answer, in ms, if it has this many cells to run: it stops each of them itself. */
function patienceFor(cells: number, seconds: number): number {
  return Math.min(LONGEST_DELAY, PAGE_PATIENCE + cells * (seconds + SLACK) * 1000);
}

/** A page that has taken no work of an earlier one along. */
async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  // What cells take has limits of its own.
  page.setDefaultTimeout(0);
  await page.addInitScript(`globalThis.${LESSON_RUNNER} = null;`);
  await page.goto(address, { timeout: PAGE_PATIENCE });
  await page.waitForFunction(`globalThis.${LESSON_RUNNER} !== null`, null, { timeout: PAGE_PATIENCE });
  return page;
}

interface Limits {
  /** After which the page stops a cell. */
  readonly seconds: number;
  /** Milliseconds after which the page is given up. */
  readonly patience: number;
}

/** What the page reports; null if it does not answer. */
async function runPart(
  page: Pick<Page, "evaluate">,
  part: RunnablePart,
  { seconds, patience }: Limits,
): Promise<CellReport | null> {
  const source = part.type === "cell" ? null : part.source;
  const timeout = Math.min(LONGEST_DELAY, seconds * 1000);
  const request: CellRequest = { cell: part.id, source, timeout };
  const answer: unknown = await within(
    patience,
    page.evaluate(`${LESSON_RUNNER}.run(${JSON.stringify(request)})`),
  );
  return answer === null ? null : v.parse(CellReport, answer);
}

/** The value of a promise; null if that takes longer than `ms`. */
async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Of timers and the like that have failed by now, in cells that have passed. */
async function lateProblems(
  page: Pick<Page, "evaluate">,
  parts: readonly RunPart[],
  file: string,
): Promise<Problem[]> {
  const answer: unknown = await within(PAGE_PATIENCE, page.evaluate(`${LESSON_RUNNER}.late()`));
  return v.parse(v.array(CellReport), answer ?? []).flatMap((report) => {
    const run = parts.findLast(({ part }) => part.id === report.cell);
    if (run === undefined || run.report.outcome !== "done") return [];
    return judgeReport({ part: run.part, report }, file, 0) ?? [];
  });
}
