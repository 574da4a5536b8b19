import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages } from "./browser.ts";
import { PATIENCE, write } from "./cells.ts";
import { OTHER_MODEL, openExplore, trainAndExplore } from "./explore-page.ts";
import { operateByKeyboard, operateByPointer } from "./figure-operation.ts";
import { descriptionOf, expectToWork, hostOf } from "./figure-tests.ts";
import type { SitePage } from "./site-page.ts";

let opened: SitePage;
let page: Page;

beforeAll(async () => {
  opened = await openExplore();
  page = opened.page;
});
afterAll(closePages);

const inside = () => hostOf(page, "inside-network");
const confusion = () => hostOf(page, "confusion");
const confusionDescription = () => descriptionOf(page, "confusion");

describe("the figures that look into the student's network", () => {
  test("show the network once one was trained", async () => {
    await trainAndExplore(page);
    await inside().scrollIntoViewIfNeeded();
    await expect
      .poll(() => descriptionOf(page, "inside-network"), { timeout: PATIENCE })
      .toMatch(/Prediction: /);
    await expect.poll(confusionDescription, { timeout: PATIENCE }).toMatch(/^Accuracy: /);
  });

  test("work by pointer: every control changes something", async () => {
    expectToWork(await operateByPointer(page, inside()));
    const cells = confusion().getByRole("gridcell");
    const counts = (await cells.allTextContents()).map((text) => Number(text.replace(/\D/g, "")));
    const fullest = counts.indexOf(Math.max(...counts));
    await cells.nth(fullest === 1 ? 2 : 1).click();
    const before = await confusionDescription();
    await cells.nth(fullest).click();
    await expect.poll(confusionDescription, { timeout: PATIENCE }).not.toBe(before);
    await expect
      .poll(() => confusion().locator(".fig-confusion-examples li").count(), { timeout: PATIENCE })
      .toBeGreaterThan(0);
  });

  test("work with another architecture", async () => {
    await write(page, "model", OTHER_MODEL);
    await trainAndExplore(page);
    await expect
      .poll(() => inside().textContent(), { timeout: PATIENCE })
      .toMatch(/convolution 3 × 3, relu[\s\S]+convolution 5 × 5, relu/);
    expectToWork(await operateByPointer(page, inside()));
    expectToWork(await operateByKeyboard(page, confusion()));
  });

  test("have no violation that axe-core finds, in dark colours", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page)).toEqual([]);
  });

  test("gave no error and no warning", () => {
    expect(opened.faults).toEqual([]);
  });
});
