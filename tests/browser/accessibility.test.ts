import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, press, pressUntil, untilStatus, write } from "./cells.ts";
import { openLesson } from "./site-page.ts";

const SCHEMES = ["light", "dark"] as const;

afterAll(closePages);

test("the check finds what is wrong", async () => {
  const page = await (await openBrowser()).newPage();
  await page.setContent('<html lang="en"><title>Wrong</title><main><h1>Wrong</h1><img src="data:,"></main>');
  expect(await violations(page)).toEqual([expect.stringContaining("image-alt: img")]);
  await page.close();
});

test("the list of lessons has no violation", async () => {
  const page = await (await openBrowser()).newPage();
  await page.goto(inject("site"));
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.close();
});

describe("a lesson with outputs of every kind", () => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await openLesson(await openBrowser(), "outputs"));
  });

  test("runs its cells, one of them with a mistake, and does its exercise", async () => {
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "last", ["done"]);
    await pressUntil(page, "mistake", ["failed"]);
    await cell(page, "chart").locator(".js-plotly-plot").waitFor({ timeout: PATIENCE });
    await press(page, "sum-code");
    await page.locator('#sum [data-check="failed"]').first().waitFor({ timeout: PATIENCE });
    await page.evaluate(() => {
      for (const disclosure of document.querySelectorAll("details.disclosure"))
        disclosure.setAttribute("open", "");
    });
    await page.getByRole("button", { name: "Put the solution into the cell" }).click();
    await press(page, "sum-code");
    await page.locator("[data-exercise][data-solved]").waitFor({ timeout: PATIENCE });
    await write(page, "first", "const one = 1; one");
  });

  test.each(SCHEMES)("has no violation after that, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  });
});
