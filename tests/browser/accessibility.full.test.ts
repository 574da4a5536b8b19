import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, press, untilStatus, write } from "./cells.ts";
import { drawAllFigures, openLecture, SMALL_DATA } from "./site-page.ts";

const SCHEMES = ["light", "dark"] as const;

afterAll(closePages);

describe("the lecture with all its figures", () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openLecture(await openBrowser()));
    await drawAllFigures(page);
  });

  test.each(SCHEMES)("has no violation before anything is run, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  });

  test("runs all its cells, an exercise, and a cell with a mistake", async () => {
    await write(page, "load-data", SMALL_DATA);
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "explore-model", ["done"], 4 * PATIENCE);
    await page.locator("#inside-network [role=grid]").first().waitFor({ timeout: PATIENCE });
    await page.locator("#confusion [role=grid]").waitFor({ timeout: PATIENCE });
    await write(page, "version", "const wrong: number = missing + 1;");
    await press(page, "version");
    await untilStatus(page, "version", ["failed"]);
    await doAnExercise(page);
  });

  test.each(SCHEMES)("has no violation after that, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await cell(page, "plot-accuracy").scrollIntoViewIfNeeded();
    await expect
      .poll(() => cell(page, "plot-accuracy").locator(".js-plotly-plot").count(), { timeout: PATIENCE })
      .toBe(1);
    expect(await violations(page)).toEqual([]);
  });
});

test("the lecture on a phone: formulas far from the window can be focused too, and near it only those that scroll", async () => {
  const { page } = await openLecture(await openBrowser(), { viewport: { width: 390, height: 844 } });
  expect(await violations(page)).toEqual([]);
  const formulas = page.locator("[data-article] .katex-display");
  for (const formula of await formulas.all()) {
    await formula.scrollIntoViewIfNeeded();
    const isAsItScrolls = (element: HTMLElement) =>
      element.tabIndex === (element.scrollWidth > element.clientWidth + 1 ? 0 : -1);
    await expect.poll(() => formula.evaluate(isAsItScrolls), { timeout: PATIENCE }).toBe(true);
  }
});

/** Has the first exercise's starter found wrong, then its solution right; all hints and solutions are open. */
async function doAnExercise(page: Page): Promise<void> {
  const exercise = page.locator("[data-exercise]:has([data-cell])").first();
  const id = await exercise.locator("[data-cell]").getAttribute("data-cell");
  if (id === null) throw new Error("The lecture has no exercise with a cell.");
  await press(page, id);
  await exercise.locator('[data-check="failed"]').first().waitFor({ timeout: PATIENCE });
  await page.evaluate(() => {
    for (const disclosure of document.querySelectorAll("details.disclosure"))
      disclosure.setAttribute("open", "");
  });
  await exercise.getByRole("button", { name: "Put the solution into the cell" }).click();
  await press(page, id);
  await page.locator("[data-exercise][data-solved]").waitFor({ timeout: PATIENCE });
}
