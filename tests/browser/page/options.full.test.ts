import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violations } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import { cell, PATIENCE, press, shown, untilLive, untilStatus } from "../cells.ts";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let warnings: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("console", (message) => {
    if (message.type() === "warning" || message.type() === "error") warnings.push(message.text());
  });
  page.on("pageerror", (error) => warnings.push(`thrown: ${error.message}`));
  // How far the layout moves while the page loads, as browsers measure it.
  await page.addInitScript(() => {
    Reflect.set(globalThis, "shift", 0);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Reflect.set(globalThis, "shift", Reflect.get(globalThis, "shift") + Reflect.get(entry, "value"));
    }).observe({ type: "layout-shift", buffered: true });
  });
});
afterAll(closePages);

async function open(options: string): Promise<void> {
  warnings = [];
  await page.goto(`${inject("site")}lessons/work/?backend=cpu&${options}`);
  await untilLive(page);
}

const isVisible = (selector: string) => page.locator(selector).first().isVisible();
const stored = () => page.evaluate(() => Object.entries(localStorage));
const shift = () => page.evaluate(() => Reflect.get(globalThis, "shift") as number);

describe("options in a link", () => {
  test("hide solutions and hints, or one of them", async () => {
    await open("");
    expect([await isVisible("text=Hint"), await isVisible("text=Solution")]).toEqual([true, true]);
    await open("hide=solutions");
    expect([await isVisible("text=Hint"), await isVisible("text=Solution")]).toEqual([true, false]);
    await open("hide=solutions,hints");
    expect([await isVisible("text=Hint"), await isVisible("text=Solution")]).toEqual([false, false]);
    expect(warnings).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });

  test("show a part of the lesson, whose cells still run what they need, and lead to the whole", async () => {
    await open("only=sum&hide=hints");
    expect(await isVisible("#sum")).toBe(true);
    expect([await isVisible("#cell-first"), await isVisible("#product")]).toEqual([false, false]);
    expect(await page.locator("nav.contents a:visible").allInnerTexts()).toEqual([
      "Exercises",
      expect.stringContaining("A sum"),
    ]);
    expect(await violations(page)).toEqual([]);
    await press(page, "sum-code");
    await untilStatus(page, "sum-code", ["done"]);
    expect(await cell(page, "first").getAttribute("data-status")).toBe("done");
    await page.getByRole("link", { name: "Show all of it" }).press("Enter");
    await untilLive(page);
    expect(await isVisible("#cell-first")).toBe(true);
    expect(new URL(page.url()).search).toBe("?backend=cpu&hide=hints");
  });

  test("fold all code, which the keyboard unfolds", async () => {
    await open("code=folded");
    expect(await isVisible("#cell-first .code")).toBe(false);
    expect(await violations(page)).toEqual([]);
    await cell(page, "first").locator("summary").press("Enter");
    expect(await isVisible("#cell-first .code")).toBe(true);
    await press(page, "first");
    await untilStatus(page, "first", ["done"]);
    expect(await shown(page, "first")).toContain("first ran");
  });

  test.each(["light", "dark"])(
    "enlarge the type and choose the colours, %s, for this visit only",
    async (theme) => {
      const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
      await open("");
      const before = await size();
      const plain = await stored();
      await open(`text=large&theme=${theme}`);
      expect(Number.parseFloat(await size())).toBeGreaterThan(Number.parseFloat(before) * 1.2);
      expect(await page.locator("html").getAttribute("data-theme")).toBe(theme);
      expect(await violations(page)).toEqual([]);
      expect(await stored()).toEqual(plain);
      await open("");
      expect(await size()).toBe(before);
      expect(await page.locator("html").getAttribute("data-theme")).toBeNull();
    },
  );

  test("take effect before anything is painted: the layout does not move", async () => {
    await open("only=product&hide=solutions,hints&code=folded&text=large&theme=dark");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    expect(await shift()).toBeLessThan(0.01);
  });

  test("that are unknown are ignored, with a warning in the console", async () => {
    await open("colour=red&hide=everything&theme=blue&only=nowhere");
    expect(await isVisible("text=Solution")).toBe(true);
    expect(await isVisible("#cell-first")).toBe(true);
    expect(warnings.toSorted()).toEqual([
      expect.stringMatching(/^Ignored in the address: colour: the options are backend, theme, .*/),
      expect.stringMatching(/^Ignored in the address: hide=everything: use solutions, hints/),
      expect.stringMatching(/^Ignored in the address: only: this lesson has no part with the id nowhere/),
      expect.stringMatching(/^Ignored in the address: theme=blue: use light, dark, system/),
    ]);
  });

  test("do no harm, whatever they contain", async () => {
    await open("");
    const plain = await stored();
    const attack = encodeURIComponent(
      `"><img src=x onerror="window.attacked=1"><script>window.attacked=1</script>`,
    );
    await open(
      ["only", "hide", "theme", "text", "code", "present", attack]
        .map((name) => `${name}=${attack}`)
        .join("&"),
    );
    expect(await page.evaluate(() => "attacked" in globalThis)).toBe(false);
    expect(await stored()).toEqual(plain);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    // The control: the same markup does run where the page's policy does not hold.
    const control = await context.newPage();
    await control.setContent(decodeURIComponent(attack));
    await control.waitForFunction(() => "attacked" in globalThis);
    await control.close();
  });
});
