import type { Browser, Page } from "playwright-core";
import { goToPart, startWatchingScroll, takeScroll } from "./in-page/watch.ts";
import { type Measurement, median, spread } from "./measurement.ts";
import { visit } from "./visit.ts";

const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
] as const;
const RUNS = 3;

/** One turn of the wheel in px, and the pause after it in ms: about three windows per second, faster than reading. */
const TURN = 100;
const PAUSE = 30;
/** Turns between checks for the end of the page, because checking costs the page time, too. */
const TURNS = 40;
/** A passage is about nine windows. */
const ROUNDS_OF_PASSAGE = 2;

/** What was measured on one way through the lecture. */
interface Scrolled {
  readonly longTasks: number;
  readonly longestTask: number;
  readonly longestGap: number;
  /** The cumulative layout shift. */
  readonly shift: number;
}

/** Scrolls through the lecture at a first visit, during which every figure is loaded and drawn. */
export async function measureScrolling(browser: Browser, lecture: string): Promise<readonly Measurement[]> {
  const found: Measurement[] = [];
  for (const size of WINDOWS) {
    const runs: Scrolled[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      // The way through the lecture takes more than half a minute.
      console.log(`  scrolling, ${size.width} px: ${run + 1} of ${RUNS} …`);
      runs.push(await scrollThrough(browser, lecture, size));
    }
    found.push(...reportScrolling(`scrolling, ${size.width} px`, runs));
  }
  return found;
}

/**
 * Scrolls through a page at a first visit.
 * @param passages how many parts of a very long page to scroll through; null scrolls through all of it.
 */
export async function scrollThrough(
  browser: Browser,
  lecture: string,
  size: (typeof WINDOWS)[number],
  passages: number | null = null,
): Promise<Scrolled> {
  const opened = await visit(browser, lecture);
  await opened.page.setViewportSize(size);
  await opened.page.evaluate(startWatchingScroll);
  const scrolled: Scrolled[] = [];
  for (let passage = 0; passage < (passages ?? 1); passage += 1) {
    await opened.page.evaluate(goToPart, passage / (passages ?? 1));
    // Opening the page, or going to a passage, is not scrolling.
    await opened.page.waitForTimeout(1000);
    await opened.page.evaluate(takeScroll);
    await scrollDown(opened.page, size, passages === null ? Number.POSITIVE_INFINITY : ROUNDS_OF_PASSAGE);
    scrolled.push(await opened.page.evaluate(takeScroll));
  }
  await opened.close();
  return together(scrolled);
}

function together(scrolled: readonly Scrolled[]): Scrolled {
  const all = (name: keyof Scrolled): number[] => scrolled.map((passage) => passage[name]);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    longTasks: sum(all("longTasks")),
    longestTask: Math.max(...all("longestTask")),
    longestGap: Math.max(...all("longestGap")),
    shift: sum(all("shift")),
  };
}

/** @param rounds at most; then it ends before the end of the page. */
async function scrollDown(
  page: Page,
  { width, height }: (typeof WINDOWS)[number],
  rounds: number,
): Promise<void> {
  await page.mouse.move(width / 2, height / 2);
  let before = -1;
  for (let top = 0, round = 0; top !== before && round < rounds; round += 1) {
    before = top;
    for (let turn = 0; turn < TURNS; turn += 1) {
      await page.mouse.wheel(0, TURN);
      await page.waitForTimeout(PAUSE);
    }
    top = await page.evaluate(() => scrollY);
  }
}

export function reportScrolling(name: string, runs: readonly Scrolled[]): readonly Measurement[] {
  const tasks = runs.map(({ longTasks }) => longTasks);
  return [
    {
      name: `${name}: tasks over 100 ms`,
      value: `${median(tasks)} (${tasks.toSorted((a, b) => a - b).join(", ")})`,
      goal: "0",
    },
    {
      name: `${name}: longest task`,
      value: spread(
        runs.map(({ longestTask }) => longestTask),
        "ms",
        0,
      ),
      goal: "≤ 100 ms",
    },
    {
      name: `${name}: longest gap between two frames`,
      value: spread(
        runs.map(({ longestGap }) => longestGap),
        "ms",
        0,
      ),
    },
    {
      name: `${name}: cumulative layout shift`,
      value: spread(
        runs.map(({ shift }) => shift),
        "",
        3,
      ),
      goal: "≤ 0.1",
    },
  ];
}
