import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "../browser.ts";
import { press, untilStatus } from "../cells.ts";
import { openLessonPage } from "./lesson-page.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(closePages);

interface Finding {
  readonly id: string;
  readonly places: readonly string[];
}

/** What axe finds against WCAG 2.2 AA and good practice. */
async function findings(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(await readFile("node_modules/axe-core/axe.min.js", "utf8"));
  return page.evaluate(async () => {
    const axe = Reflect.get(globalThis, "axe");
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }: { id: string; nodes: { target: string[] }[] }) => ({
      id,
      places: nodes.map((node) => node.target.join(" ")),
    }));
  });
}

describe("the lesson's page", () => {
  for (const width of [1280, 390, 360]) {
    test(`does not scroll sideways at ${width} px`, async () => {
      const { page, close } = await openLessonPage(browser, { viewport: { width, height: 844 } });
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(width);
      await close();
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      test(`has nothing that axe objects to, ${colorScheme}, ${width} px`, async () => {
        const { page, close } = await openLessonPage(browser, {
          viewport: { width, height: 844 },
          colorScheme,
        });
        await press(page, "third");
        await untilStatus(page, "third", ["done"]);
        await page.locator("#cell-first .code").click();
        await page.locator("#cell-first .cm-content").waitFor();
        expect(await findings(page)).toEqual([]);
        await close();
      });
    }
  }

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

  test("asks no other origin for anything, and for at most 150 kB of script, before a cell is run", async () => {
    const scripts: Promise<Buffer>[] = [];
    const addresses: string[] = [];
    const { page, close } = await openLessonPage(browser, {
      prepare: async (fresh) => {
        fresh.on("response", (response) => {
          addresses.push(response.url());
          if (response.request().resourceType() === "script") scripts.push(response.body());
        });
      },
    });
    await page.waitForLoadState("networkidle");
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000);
    const { origin } = new URL(inject("site"));
    expect(
      addresses.filter((address) => !address.startsWith("data:") && new URL(address).origin !== origin),
    ).toEqual([]);
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
