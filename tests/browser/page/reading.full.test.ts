import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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

describe.each(WINDOWS)("the lecture, $width px wide", (viewport) => {
  let lecture: SitePage;
  let page: Page;

  beforeAll(async () => {
    lecture = await openLecture(await openBrowser(), { viewport });
    page = lecture.page;
  });
  afterEach(() => expect(lecture.faults).toEqual([]));

  test("is about as high before it is laid out as after", async () => {
    const reserved = await pageHeight(page);
    const style = await page.addStyleTag({
      content: "[data-article] > * { content-visibility: visible !important; }",
    });
    const height = await pageHeight(page);
    expect(Math.abs(reserved - height)).toBeLessThan(0.05 * height);
    await style.evaluate((element) => element.parentNode?.removeChild(element));
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
    await page.evaluate(() => {
      location.hash = "#cell-explore-model";
    });
    await expect.poll(() => topOf(page, "#cell-explore-model"), { timeout: PATIENCE }).toBeLessThan(200);
    await settle(page);
    const before = await topOf(page, "#cell-explore-model");
    expect(before).toBeGreaterThan(-1);
    await page.evaluate(() => scrollBy({ top: 120, behavior: "instant" }));
    await settle(page);
    const left = await topOf(page, "#cell-explore-model");
    await page.reload();
    await untilLive(page);
    await expect
      .poll(async () => Math.abs((await topOf(page, "#cell-explore-model")) - left), { timeout: PATIENCE })
      .toBeLessThan(3);
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
});
