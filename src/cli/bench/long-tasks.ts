import { startWatching, takeWatched } from "./in-page/watch.ts";
import type { Visit } from "./visit.ts";

/** Long enough for the page to be quiet, and for the browser to report the last long task, in ms. */
const SETTLING = 500;

/** Starts to watch the tasks of the page's main thread. */
export async function watchTasks({ page }: Visit): Promise<void> {
  await page.evaluate(startWatching);
  await page.waitForTimeout(SETTLING);
}

/** The longest task of the page during the action, in ms; 0 if none took more than 50 ms, which browsers do not report. */
export async function longestTaskDuring({ page }: Visit, action: () => Promise<unknown>): Promise<number> {
  await page.evaluate(takeWatched);
  await action();
  await page.waitForTimeout(SETTLING);
  return (await page.evaluate(takeWatched)).longestTask;
}
