import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import type { Lesson } from "../../lesson/lesson.ts";
import { CellReport } from "../../protocol/cell-report.ts";
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
  { address, seconds, onPart }: RunOptions,
): Promise<LessonRun> {
  const wanted = runnableParts(lesson);
  if (wanted.length === 0) return { lesson, parts: [], problems: [] };
  const page = await openPage(browser, address);
  const parts: RunPart[] = [];
  const problems: Problem[] = [];
  try {
    for (const part of wanted) {
      const run = { part, report: await runPart(page, part, seconds) };
      parts.push(run);
      const problem = judgeReport(run, lesson.file, seconds);
      onPart(run, problem);
      if (problem !== null) problems.push(problem);
    }
    problems.push(...(await lateProblems(page, parts, lesson.file)));
  } finally {
    await page.close();
  }
  return { lesson, parts, problems };
}

/** Milliseconds after which a page that does not open is given up. */
const PAGE_PATIENCE = 300_000;

/** A page that has taken no work of an earlier one along. */
async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  // Cells have their own limit.
  page.setDefaultTimeout(0);
  await page.addInitScript(`globalThis.${LESSON_RUNNER} = null;`);
  await page.goto(address, { timeout: PAGE_PATIENCE });
  await page.waitForFunction(`globalThis.${LESSON_RUNNER} !== null`, null, { timeout: PAGE_PATIENCE });
  return page;
}

async function runPart(page: Page, part: RunnablePart, seconds: number): Promise<CellReport> {
  const source = part.type === "cell" ? null : part.source;
  const request: CellRequest = { cell: part.id, source, timeout: seconds * 1000 };
  const answer: unknown = await page.evaluate(`${LESSON_RUNNER}.run(${JSON.stringify(request)})`);
  return v.parse(CellReport, answer);
}

/** Of timers and the like that have failed by now, in cells that have passed. */
async function lateProblems(page: Page, parts: readonly RunPart[], file: string): Promise<Problem[]> {
  const answer: unknown = await page.evaluate(`${LESSON_RUNNER}.late()`);
  return v.parse(v.array(CellReport), answer).flatMap((report) => {
    const run = parts.findLast(({ part }) => part.id === report.cell);
    if (run === undefined || run.report.outcome !== "done") return [];
    return judgeReport({ part: run.part, report }, file, 0) ?? [];
  });
}
