import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { closePages, openBrowser } from "../browser.ts";
import { cell, PATIENCE, untilLive } from "../cells.ts";
import { openLecture, type SitePage } from "../site-page.ts";

const WINDOWS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

afterAll(closePages);

/** Adds up from now on how much of the article's layout shifts. */
function watchShifts(page: Page): Promise<void> {
  return page.evaluate(() => {
    const shifts: number[] = [];
    Reflect.set(globalThis, "shifts", shifts);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources: { node: Node | null }[] = Reflect.get(entry, "sources");
        const isOfArticle = sources.some(({ node }) => node?.parentElement?.closest("[data-article]"));
        if (isOfArticle && Reflect.get(entry, "hadRecentInput") === false)
          shifts.push(Number(Reflect.get(entry, "value")));
      }
    }).observe({ type: "layout-shift" });
  });
}

const shifted = (page: Page) => page.evaluate(() => Reflect.get(globalThis, "shifts") as readonly number[]);
const pageHeight = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);
/** Waits for what follows a change: an observer's report, and the frame in which it shows. */
const settle = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100))),
      ),
  );

/** How far below the window's top the element is. */
const topOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);

/** Puts the element near the window's top, and returns how far below it. */
async function readOn(page: Page, selector: string): Promise<number> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, selector);
  await expect.poll(() => topOf(page, selector), { timeout: PATIENCE }).toBeLessThan(200);
  await settle(page);
  await page.evaluate(() => scrollBy({ top: 120, behavior: "instant" }));
  await settle(page);
  return topOf(page, selector);
}

async function untilAt(page: Page, selector: string, top: number): Promise<void> {
  await expect
    .poll(async () => Math.abs((await topOf(page, selector)) - top), { timeout: PATIENCE })
    .toBeLessThan(3);
}

const scrolledTo = (page: Page) => page.evaluate(() => scrollY);
const MODEL = "#cell-explore-model";

describe.each(WINDOWS)("the lecture, $width px wide", (viewport) => {
  let lecture: SitePage;
  let page: Page;

  // A page of its own: it remembers the heights of blocks that were laid out.
  beforeEach(async () => {
    lecture = await openLecture(await openBrowser(), { viewport });
    page = lecture.page;
  });
  afterEach(async () => {
    expect(lecture.faults).toEqual([]);
    await lecture.close();
  });

  test("is about as high before it is laid out as after", async () => {
    const reserved = await pageHeight(page);
    await page.addStyleTag({ content: "[data-article] > * { content-visibility: visible !important; }" });
    const height = await pageHeight(page);
    expect(Math.abs(reserved - height)).toBeLessThan(0.05 * height);
  });

  test("does not shift when the pointer enters and leaves a cell, or when the reader scrolls", async () => {
    await cell(page, "setup").scrollIntoViewIfNeeded();
    await settle(page);
    await watchShifts(page);
    await cell(page, "setup").hover();
    await settle(page);
    await page.mouse.move(2, viewport.height / 2);
    await settle(page);
    await page.mouse.move(viewport.width / 2, viewport.height / 2);
    for (let turn = 0; turn < 30; turn += 1) {
      await page.mouse.wheel(0, 100);
      await settle(page);
    }
    expect(await shifted(page)).toEqual([]);
  });

  test("finds the place of a link, of a reload and of a search, far down the page", async () => {
    const left = await readOn(page, MODEL);
    expect(left).toBeGreaterThan(-121);
    await page.reload();
    await untilLive(page);
    await untilAt(page, MODEL, left);
    // As a search begins with keys, the page is not brought back any more.
    await page.keyboard.press("ControlOrMeta+f");
    // TypeScript's library does not have it, as it is in no standard.
    const isFound = await page.evaluate(() => Reflect.get(window, "find").call(window, "neocognitron"));
    expect(isFound).toBe(true);
    const foundAt = () =>
      page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().top ?? Number.NaN);
    await expect.poll(foundAt, { timeout: PATIENCE }).toBeGreaterThan(0);
    expect(await foundAt()).toBeLessThan(viewport.height);
  });

  test("finds its place after back, and its top after a reload there", async () => {
    const left = await readOn(page, MODEL);
    await page.goto(new URL("../../", page.url()).href);
    await page.goBack();
    await untilLive(page);
    await untilAt(page, MODEL, left);
    await page.keyboard.press("ControlOrMeta+Home");
    await expect.poll(() => scrolledTo(page), { timeout: PATIENCE }).toBe(0);
    await page.reload();
    await untilLive(page);
    for (let turn = 0; turn < 10; turn += 1) await settle(page);
    expect(await scrolledTo(page)).toBe(0);
  });

  test("stays where it is if what the reader saw is hidden now", async () => {
    await readOn(page, MODEL);
    const before = await scrolledTo(page);
    await page.addInitScript((selector) => {
      document.addEventListener("DOMContentLoaded", () =>
        document.querySelector(selector)?.closest("[data-article] > *")?.setAttribute("hidden", ""),
      );
    }, MODEL);
    await page.reload();
    await untilLive(page);
    expect(await page.locator(MODEL).isHidden()).toBe(true);
    for (let turn = 0; turn < 10; turn += 1) await settle(page);
    // The browser itself goes back by pixels.
    expect(Math.abs((await scrolledTo(page)) - before)).toBeLessThan(300);
  });
});
