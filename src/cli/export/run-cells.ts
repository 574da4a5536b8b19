import type { Page } from "playwright-core";
import { declineQuestions, failedCells } from "./in-page/paper.ts";

/** The page's button, in whatever language, while nothing runs. */
const RUN_ALL = '.toolbar [data-run-all="idle"]';

/** Runs all cells of a lesson's page as the reader's button does; one that asks for a file gets none. Returns the ids of those that failed. */
export async function runCells(page: Page): Promise<readonly string[]> {
  if ((await page.locator("[data-cell]").count()) === 0) return [];
  console.log("Running the cells …");
  await page.evaluate(declineQuestions);
  await page.locator(RUN_ALL).click();
  await page.locator(RUN_ALL).waitFor();
  return page.evaluate(failedCells);
}
