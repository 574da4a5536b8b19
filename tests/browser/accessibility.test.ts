import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launch } from "./browser.ts";
import { cell, PATIENCE, press, untilStatus, write } from "./cells.ts";
import { drawAllFigures, openLecture, SMALL_DATA } from "./lecture-page.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SCHEMES = ["light", "dark"] as const;

/** In the page, once its source was evaluated there. */
declare const axeCore: typeof axe;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());

/** What axe-core finds wrong: the rule, and the elements that break it. */
async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // The sandboxed frame shows nothing, and axe-core would wait for an answer from it.
    const { violations: found } = await axeCore.run(document, {
      iframes: false,
      resultTypes: ["violations"],
    });
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    );
  });
}

/** Brings axe-core into the page, past its policy: what a test evaluates is not the page's own. */
async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(`${AXE}; globalThis.axeCore = axe;`);
}

test("the check finds what is wrong", async () => {
  const page = await browser.newPage();
  await page.setContent('<html lang="en"><title>Wrong</title><main><h1>Wrong</h1><img src="data:,"></main>');
  await bringAxe(page);
  expect(await violations(page)).toEqual([expect.stringContaining("image-alt: img")]);
  await page.close();
});

test.each(SCHEMES)("the list of lessons has no violation, %s", async (colorScheme) => {
  const page = await browser.newPage({ colorScheme });
  await page.goto(inject("site"));
  await bringAxe(page);
  expect(await violations(page)).toEqual([]);
  await page.close();
});

describe("the lecture with all its figures", () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openLecture(browser));
    await drawAllFigures(page);
    await bringAxe(page);
  });

  test.each(SCHEMES)("has no violation before anything is run, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  });

  test("runs all its cells, an exercise, and a cell with a mistake", async () => {
    await write(page, "load-data", SMALL_DATA);
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "explore-model", ["done"], 4 * PATIENCE);
    await page.locator("#figure-inside-network [role=grid]").first().waitFor({ timeout: PATIENCE });
    await page.locator("#figure-confusion [role=grid]").waitFor({ timeout: PATIENCE });
    await write(page, "version", "const wrong: number = missing + 1;");
    await press(page, "version");
    await untilStatus(page, "version", ["failed"]);
    await doAnExercise(page);
  });

  test.each(SCHEMES)("has no violation after that, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => cell(page, "plot-accuracy").locator(".js-plotly-plot").count(), { timeout: PATIENCE })
      .toBe(1);
    expect(await violations(page)).toEqual([]);
  });
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
