import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import { PATIENCE, press, untilStatus } from "../cells.ts";
import { openLessonPage } from "./lesson-page.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(closePages);

describe("the lesson's page", () => {
  test("does not scroll sideways at any width", async () => {
    const { page, close } = await openLessonPage(browser);
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await close();
  });

  test("has its contents beside the wide figures, wherever there is room for both", async () => {
    const { page, close } = await openLessonPage(browser);
    await page.goto(`${inject("site")}lessons/explore/`);
    for (const width of [1181, 1280, 1400]) {
      await page.setViewportSize({ width, height: 844 });
      const edges = await page.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
        return { contents: box(".contents")?.right, figure: box(".figure.wide")?.left };
      });
      expect(edges.contents).toBeGreaterThan(0);
      expect(edges.contents).toBeLessThanOrEqual(edges.figure ?? 0);
    }
    await close();
  });

  test("has no violation that axe-core finds, with an output and an open editor", async () => {
    const { page, close } = await openLessonPage(browser);
    await press(page, "third");
    await untilStatus(page, "third", ["done"]);
    await page.locator("#cell-first .code").click();
    await page.locator("#cell-first .cm-content").waitFor();
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      // What scrolls at this width becomes focusable a moment later.
      await expect.poll(() => violations(page), { timeout: PATIENCE, interval: 500 }).toEqual([]);
    }
    await close();
  });

  test("stays where it is when its script and its typefaces arrive", async () => {
    const { page, close } = await openLessonPage(browser, {
      prepare: async (fresh) => {
        await fresh.addInitScript(() => {
          Reflect.set(globalThis, "shift", 0);
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              Reflect.set(
                globalThis,
                "shift",
                Reflect.get(globalThis, "shift") + Reflect.get(entry, "value"),
              );
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
      },
    });
    await page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
    });
    expect(await page.evaluate(() => Reflect.get(globalThis, "shift"))).toBeLessThan(0.02);
    await close();
  });

  test("can be read, and its hints opened, without any script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${inject("site")}lessons/page/`);
    await page.getByText("Some prose with").waitFor();
    expect(await page.locator("math").count()).toBeGreaterThan(1);
    await page.locator("summary", { hasText: "Hint" }).click();
    await page.getByText("It is one more than").waitFor();
    // With `crossorigin`, browsers refuse style sheets to a page that is opened as a file.
    expect(await page.locator("link[rel=stylesheet]").count()).toBeGreaterThan(0);
    expect(await page.locator("link[rel=stylesheet][crossorigin]").count()).toBe(0);
    await context.close();
  });

  test("has its contents and the exercises within reach on a phone, wherever the reader is, without any script", async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(`${inject("site")}lessons/page/`);
    await page.mouse.move(195, 400);
    await page.mouse.wheel(0, 3000);
    await page.getByRole("button", { name: "Contents" }).click();
    const contents = page.getByRole("navigation", { name: "Contents" });
    await contents.getByRole("link").first().waitFor();
    expect(await contents.getByRole("link", { name: /^Exercise 1/ }).count()).toBe(1);
    await context.close();
  });
});

describe("the list of lessons", () => {
  test("leads to each lesson", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(inject("site"));
    await page.getByRole("link", { name: "The page", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "The page" }).waitFor();
    await context.close();
  });
});
