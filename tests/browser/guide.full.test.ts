import { spawnSync } from "node:child_process";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, shown, status, untilLive, untilStatus } from "./cells.ts";
import { openLesson, type SitePage } from "./site-page.ts";

const SLUG = "writing-lessons";
const SCHEMES = ["light", "dark"] as const;

let browser: Browser;
let guide: SitePage;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  guide = await openLesson(browser, SLUG);
  page = guide.page;
});
afterAll(closePages);

describe("the guide for instructors", () => {
  test("runs from top to bottom, with its file, picture, module and package", async () => {
    await page.getByRole("button", { name: "Run all" }).click();
    await untilStatus(page, "results", ["done", "failed"], 2 * PATIENCE);
    const cells = await page.locator("[data-cell]:not([data-exercise] [data-cell])").all();
    const ended = await Promise.all(
      cells.map(async (each) => [
        await each.getAttribute("data-cell"),
        await each.getAttribute("data-status"),
      ]),
    );
    // These two run only when they are asked to.
    expect(ended.filter(([, state]) => state !== "done")).toEqual([
      ["slow", "idle"],
      ["own-file", "idle"],
    ]);
    expect(await shown(page, "heights")).toMatch(/5\.51 cm[\s\S]*the-id-of-a-heading/);
    expect(await shown(page, "rings")).toContain("96");
  });

  test("draws again what depends on a control, and nothing else", async () => {
    await page.evaluate(() => {
      const changed: string[] = [];
      Object.assign(window, { changed });
      new MutationObserver((mutations) => {
        for (const { target } of mutations) {
          const { cell, status } = target instanceof HTMLElement ? target.dataset : {};
          if (cell !== undefined && status !== undefined) changed.push(`${cell} ${status}`);
        }
      }).observe(document.body, { subtree: true, attributeFilter: ["data-status"] });
    });
    const changed = () => page.evaluate((): string[] => Reflect.get(window, "changed"));
    await cell(page, "controls").getByLabel("Sorted").check();
    await expect.poll(changed, { timeout: PATIENCE }).toContain("drawn done");
    expect((await changed()).filter((change) => !change.startsWith("drawn "))).toEqual([]);
    expect(await status(page, "controls")).toBe("done");
  });
});

describe("a quiz", () => {
  const quiz = (id: string) => page.locator(`form[data-quiz="${id}"]`);
  const verdict = (id: string) => quiz(id).getByRole("status");

  test("is answered by keyboard, explains a wrong answer, and takes another one", async () => {
    await quiz("exr-rate").getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await verdict("exr-rate").filter({ hasText: "Not right yet" }).waitFor();
    expect(await quiz("exr-rate").getByText("Then each step goes even further").isVisible()).toBe(true);
    expect(await quiz("exr-rate").getByText("the loss decreases in the direction").isVisible()).toBe(false);
    await page.keyboard.press("ArrowDown");
    expect(await verdict("exr-rate").innerText()).toBe("");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await verdict("exr-rate").filter({ hasText: "✓ Right." }).waitFor();
    await page.locator("#exr-rate[data-solved]").waitFor();
    expect(await page.locator("[data-solved-count]").first().textContent()).toBe(": 1 of 3");
  });

  test("takes several answers", async () => {
    await quiz("exr-kinds")
      .getByRole("checkbox", { name: /interactive figures/ })
      .check();
    await quiz("exr-kinds").getByRole("button", { name: "Check" }).click();
    await verdict("exr-kinds").filter({ hasText: "there are more" }).waitFor();
    await quiz("exr-kinds")
      .getByRole("checkbox", { name: /exercises/ })
      .check();
    await quiz("exr-kinds").getByRole("button", { name: "Check" }).click();
    await page.locator("#exr-kinds[data-solved]").waitFor();
  });

  test.each(SCHEMES)("has no violation after that, nor has the rest of the page: %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  });

  test("is answered as before after a reload, until the reader starts over", async () => {
    await page.reload();
    await untilLive(page);
    await page.locator("#exr-rate[data-solved]").waitFor();
    expect(await quiz("exr-rate").getByRole("radio").nth(1).isChecked()).toBe(true);
    await verdict("exr-rate").filter({ hasText: "✓ Right." }).waitFor();
    await quiz("exr-rate").getByRole("button", { name: "Start over" }).click();
    await page.locator("#exr-rate:not([data-solved])").waitFor();
    expect(await quiz("exr-rate").getByRole("radio", { checked: true }).count()).toBe(0);
    expect(guide.faults).toEqual([]);
  });

  test("shows its solution without a script", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(page.url());
    const exercise = plain.locator("#exr-rate");
    expect(await exercise.getByText("the loss decreases in the direction").isVisible()).toBe(false);
    await exercise.locator("summary").click();
    expect(await exercise.getByText("B is right.").isVisible()).toBe(true);
    expect(await exercise.getByText("the loss decreases in the direction").isVisible()).toBe(true);
    expect(await exercise.locator('.quiz-mark[data-mark="right"]').nth(1).isVisible()).toBe(true);
    expect(await exercise.locator(".quiz-mark:visible").count()).toBe(1);
    await context.close();
  });
});

test("on a telephone, nothing is wider than the page", async () => {
  const phone = await openLesson(browser, SLUG, { viewport: { width: 390, height: 844 } });
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await phone.close();
});

test("npm run lessons finds nothing in it, its types included", () => {
  const { NODE_ENV: _, ...env } = process.env;
  const args = ["src/cli/run.mjs", "lessons", `${SLUG}.md`];
  const { stdout, status: code } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  expect([code, stdout.trim()]).toEqual([0, "0 problems in 1 lesson."]);
});
