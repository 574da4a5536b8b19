import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import {
  cell,
  ENDED,
  PATIENCE,
  pressUntil,
  runText,
  shown,
  status,
  untilLive,
  visibleText,
} from "./cells.ts";
import { openLesson, type SitePage } from "./site-page.ts";

let browser: Browser;
let lesson: SitePage;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  lesson = await openLesson(browser, "course");
  page = lesson.page;
});
afterAll(closePages);

describe("the search", () => {
  test("opens with its key on the list of lessons, finds a section, and leads to it by keyboard", async () => {
    const list = await browser.newPage();
    await list.goto(inject("site"));
    await list.locator(".toolbar button:enabled").first().waitFor();
    // What is typed before the search is loaded is not lost.
    await list.keyboard.press("/");
    await list.keyboard.type("remarkable");
    await list.locator(".search-result").waitFor();
    expect(await list.locator("dialog [role=status]").textContent()).toBe("1 result.");
    expect(await list.locator(".search-title mark").textContent()).toBe("remarkable");
    expect(await violations(list)).toEqual([]);
    await list.keyboard.press("ArrowDown");
    expect(await list.evaluate(() => document.activeElement?.className)).toBe("search-result");
    await list.keyboard.press("ArrowUp");
    await list.keyboard.press("Enter");
    await list.waitForURL(/\/lessons\/course\/#sum$/);
    await list.close();
  });

  test("says that there is nothing, and Escape returns the focus", async () => {
    await page.locator(".contents [data-search]").click();
    await page.keyboard.type("xyzzy");
    await page.locator("dialog [role=status]", { hasText: "No results for “xyzzy”" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Search the lessons");
  });

  test("leads to a section of the same lesson without loading it again", async () => {
    await page.evaluate(() => Reflect.set(globalThis, "isSamePage", true));
    await page.keyboard.press("/");
    await page.locator("[data-search-field]").fill("charts");
    await page.locator('.search-result[href="#charts"]').click();
    await page.waitForURL(/#charts$/);
    expect(await page.evaluate(() => Reflect.get(globalThis, "isSamePage"))).toBe(true);
  });

  test("is no key while text is typed, nor while it is turned off", async () => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: /^Keys for cells/ }).click();
    await page.getByLabel("Letters are commands").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.getByRole("button", { name: "More", exact: true }).click();
    expect(await page.locator("[data-search-field]").count()).toBe(0);
    // The menu has it all the same.
    await page
      .getByRole("button", { name: /^Search/ })
      .last()
      .click();
    await page.locator("[data-search-field]").fill("a/b");
    await page.keyboard.press("/");
    expect(await page.locator("dialog").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.evaluate(() => localStorage.clear());
  });
});

describe("controls", () => {
  const control = (label: string) => cell(page, "controls").getByLabel(label, { exact: true });

  test("run what depends on them again, and keep the focus", async () => {
    await pressUntil(page, "reader", ENDED);
    expect(await shown(page, "reader")).toBe("3 red false 0");
    // Another cell has a control of the same name.
    await pressUntil(page, "others", ENDED);
    expect(await violations(page)).toEqual([]);
    await cell(page, "others").locator("label", { hasText: "Size" }).click();
    expect(await cell(page, "others").getByRole("slider").evaluate(hasFocus)).toBe(true);
    await control("Size").focus();
    await page.keyboard.press("ArrowRight");
    await untilShown("4 red false 0");
    await page.keyboard.press("End");
    await untilShown("9 red false 0");
    expect(await control("Size").evaluate(hasFocus)).toBe(true);
    await control("Colour").selectOption("green");
    await control("Large").check();
    await cell(page, "controls").getByRole("button", { name: "Again" }).click();
    await untilShown("9 green true 1");
    expect(await status(page, "controls")).toBe("done");
  });

  test("keep what was set across a reload, and are printed as their values", async () => {
    await page.reload();
    await untilLive(page);
    await expect.poll(() => control("Size").inputValue(), { timeout: PATIENCE }).toBe("9");
    await page.emulateMedia({ media: "print" });
    const printed = await visibleText(cell(page, "controls").locator("[data-outputs]"));
    const isPrinted = await control("Size").isVisible();
    await page.emulateMedia({ media: "screen" });
    expect(printed).toMatch(/9\s*Colour\s*green\s*Large\s*yes\s*Again\s*pressed once/);
    expect(isPrinted).toBe(false);
    await pressUntil(page, "reader", ENDED);
    expect(await shown(page, "reader")).toBe("9 green true 1");
  });

  async function untilShown(text: string): Promise<void> {
    await cell(page, "reader").locator("[data-output=text]", { hasText: text }).waitFor();
  }
});

describe("charts", () => {
  test("of all flat kinds are drawn with the code that the first one loads", async () => {
    await pressUntil(page, "flat", ENDED);
    for (const mark of [
      ".bars",
      ".boxes",
      ".violins",
      ".pielayer .slice",
      ".heatmaplayer image",
      ".contourlayer path",
    ])
      await drawn("flat", mark);
    expect(lesson.requests.filter((address) => address.includes("plotly-spatial"))).toEqual([]);
  });

  test("in space are drawn with code of their own, and have their numbers", async () => {
    await pressUntil(page, "space", ENDED);
    for (const index of [0, 1]) await drawn("space", ".gl-container canvas", index);
    expect(lesson.requests.filter((address) => address.includes("plotly-spatial"))).toHaveLength(1);
    expect(await cell(page, "space").locator(".out-note").allTextContents()).toEqual([]);
  });

  /** Scrolls to the charts of the cell until the mark is in one of them. */
  async function drawn(id: string, mark: string, only: number | null = null): Promise<void> {
    const hosts = cell(page, id).locator(".plot-host");
    const chosen = only === null ? await hosts.all() : [hosts.nth(only)];
    for (const host of chosen) {
      await host.scrollIntoViewIfNeeded();
      await host.locator(".main-svg").first().waitFor();
      if ((await host.locator(mark).count()) > 0) return;
    }
    throw new Error(`No chart of ${id} has ${mark}.`);
  }
});

describe("a solution after an attempt", () => {
  test("appears once the reader has run code of their own, and stays", async () => {
    const solution = page.locator("#sum [data-disclosure=solution]");
    await pressUntil(page, "sum-code", ENDED);
    expect(await solution.isVisible()).toBe(false);
    await runText(page, "sum-code", "const sum = 3;", ENDED);
    await solution.waitFor();
    expect(await page.locator("[data-after-attempt]").isVisible()).toBe(false);
    await page.reload();
    await untilLive(page);
    await solution.waitFor();
  });

  test("nothing of all this has caused an error", () => {
    // Chromium on how Plotly reads from canvases.
    const isAboutSpeed = /willReadFrequently|GL Driver Message \(OpenGL, Performance/;
    expect(lesson.faults.filter((fault) => !isAboutSpeed.test(fault))).toEqual([]);
  });
});

function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}
