import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closePages, openBrowser } from "../browser.ts";
import { cell, PATIENCE, press, shown, status, untilStatus, write } from "../cells.ts";
import { saved } from "../saved.ts";
import { type LessonPage, openLessonPage } from "./lesson-page.ts";

let browser: Browser;
let lesson: LessonPage;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(closePages);
beforeEach(async () => {
  lesson = await openLessonPage(browser);
  page = lesson.page;
});
afterEach(async () => {
  expect(lesson.errors).toEqual([]);
  await lesson.close();
});

/** The top and height of each cell on the page. */
function cellPositions(): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-cell]")].map((element) => {
      const { top, height } = element.getBoundingClientRect();
      return `${top + scrollY} ${height}`;
    }),
  );
}

/** The position of the first letter of each text node of the code. */
function letters(selector: string): Promise<readonly string[]> {
  return page.evaluate((code) => {
    const walker = document.createTreeWalker(document.querySelector(code) ?? document, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? "").search(/\S/);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, top } = range.getBoundingClientRect();
      found.push(`${node.textContent?.[at]} ${left.toFixed(1)} ${(top + scrollY).toFixed(1)}`);
    }
    return found;
  }, selector);
}

/** The accessible name of the focused element, or else its class. */
function focused(): Promise<string> {
  return page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.className ?? "",
  );
}

describe("the editor", () => {
  test("replaces the static code without moving a letter, and puts the caret where the reader clicked", async () => {
    const [before, lettersBefore] = [await cellPositions(), await letters("#cell-second .code-static code")];
    // Between "two" and " =", after the ninth letter of the first line: letters are 8.4 px wide.
    await cell(page, "second")
      .locator(".code-static code")
      .click({ position: { x: 9 * 8.4, y: 11 } });
    await cell(page, "second").locator(".cm-content:focus").waitFor();
    expect(await cellPositions()).toEqual(before);
    expect(await letters("#cell-second .cm-content")).toEqual(lettersBefore);
    await page.keyboard.type("_");
    expect(await cell(page, "second").locator(".cm-line").first().textContent()).toBe(
      "const two_ = one + 1;",
    );
  });

  test("is entered by Enter and left by Escape, and Tab indents only inside it", async () => {
    await cell(page, "second").locator(".code").focus();
    await page.keyboard.press("Enter");
    await cell(page, "second").locator(".cm-content:focus").waitFor();
    await page.keyboard.press("Tab");
    expect(await cell(page, "second").locator(".cm-line").first().textContent()).toBe(
      "  const two = one + 1;",
    );
    // Also with a selection, which Escape would end first in other editors.
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Escape");
    expect(await focused()).toBe("Code of second");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("More for second");
  });

  test("says how to leave it", async () => {
    await cell(page, "second").locator(".code").click();
    const content = cell(page, "second").locator(".cm-content");
    const id = await content.getAttribute("aria-describedby");
    expect(await page.locator(`#${id}`).textContent()).toContain("Escape leaves it");
    expect(await content.getAttribute("aria-label")).toBe("Code of second");
  });

  test("runs with Ctrl-Enter in place, and with Shift-Enter moves on to the next cell", async () => {
    await write(page, "first", "const one = 10; one");
    await page.keyboard.press("Control+Enter");
    await untilStatus(page, "first", ["done"]);
    expect(await shown(page, "first")).toBe("10");
    expect(await cell(page, "first").locator(".cm-content:focus").count()).toBe(1);
    await page.keyboard.press("Shift+Enter");
    expect(await focused()).toBe("Code of second");
  });
});

describe("an edit", () => {
  test("makes the cell and what depends on it stale", async () => {
    await press(page, "third");
    await untilStatus(page, "third", ["done"]);
    await write(page, "first", "const one = 5;");
    await untilStatus(page, "third", ["stale"]);
    expect(await status(page, "first")).toBe("stale");
    expect(await status(page, "second")).toBe("stale");
  });

  test("is there after a reload right after the last key, with its colours", async () => {
    await write(page, "second", "const two = 'changed';");
    await lesson.reload();
    const code = cell(page, "second").locator(".code-static");
    expect(await code.textContent()).toContain("const two = 'changed';");
    // Left in haste it had none; the page gives it some at leisure.
    await expect
      .poll(() => saved(page, "edits", "/page/second"), { timeout: PATIENCE })
      .toMatchObject({ tokens: expect.anything() });
    await lesson.reload();
    expect(await code.locator(".tok-keyword").first().textContent()).toBe("const");
  });

  test("is reset on request, and the reset can be undone", async () => {
    await write(page, "second", "const two = 22;");
    const menu = page.getByRole("button", { name: "More for second" });
    await menu.press("Enter");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    expect(await cell(page, "second").locator(".cm-line").first().textContent()).toBe("const two = one + 1;");
    await cell(page, "second").getByRole("button", { name: "Undo" }).click();
    expect(await cell(page, "second").locator(".cm-line").first().textContent()).toBe("const two = 22;");
  });
});

describe("a visit", () => {
  test("shows the outputs of the last one, marked as old, and no cell as run", async () => {
    await press(page, "second");
    await untilStatus(page, "second", ["done"]);
    await expect.poll(() => saved(page, "outputs", "/page/second"), { timeout: PATIENCE }).toBeDefined();
    await lesson.reload();
    await cell(page, "second").locator("[data-outputs][data-old]").waitFor();
    expect(await shown(page, "second")).toBe("2");
    expect(await status(page, "second")).toBe("idle");
  });

  test("remembers the colours that the reader chose", async () => {
    const button = page.getByRole("button", { name: /^Colours/ });
    await button.click();
    await button.click();
    await lesson.reload();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    // And from the first paint on: no module has run when the document's end is reached.
    await page.addInitScript(() => {
      document.addEventListener("readystatechange", () => {
        if (document.readyState === "interactive")
          document.documentElement.dataset["early"] = document.documentElement.dataset["theme"] ?? "system";
      });
    });
    await lesson.reload();
    expect(await page.locator("html").getAttribute("data-early")).toBe("dark");
  });
});

describe("an exercise", () => {
  test("is judged by its check, and solved by its solution", async () => {
    await press(page, "sum-code");
    await cell(page, "sum-code").locator("[data-check=failed]").waitFor();
    await page.locator("#sum summary", { hasText: "Solution" }).click();
    await page.getByRole("button", { name: "Put the solution into the cell" }).click();
    await press(page, "sum-code");
    await page.locator("#sum[data-solved]").waitFor();
    expect(await page.locator("[data-exercise-dot=sum]").textContent()).toContain("solved");
  });
});

describe("an exercise that was begun", () => {
  const menu = async (label: string) => {
    await cell(page, "sum-code").getByRole("button", { name: "More for sum-code" }).click();
    await page.getByRole("menuitem", { name: label }).click();
  };

  test("says which name its check misses", async () => {
    await write(page, "sum-code", "const another = 1;");
    await press(page, "sum-code");
    await untilStatus(page, "sum-code", ["failed"]);
    expect(await shown(page, "sum-code")).toMatch(/check looks for \w+, which your code does not define/);
  });

  test("starts over: its starter is back, and nothing of its runs is shown, nor after a reload", async () => {
    const code = async () => (await cell(page, "sum-code").locator(".code").textContent())?.trim();
    const starter = await code();
    await write(page, "sum-code", "const another = 1;");
    await press(page, "sum-code");
    await untilStatus(page, "sum-code", ["failed"]);
    await menu("Start over");
    const expectFresh = async () => {
      expect(await status(page, "sum-code")).toBe("idle");
      expect(await cell(page, "sum-code").locator("[data-output]").count()).toBe(0);
      expect(await code()).toBe(starter);
    };
    await expect.poll(() => status(page, "sum-code")).toBe("idle");
    await expectFresh();
    await lesson.reload();
    await expectFresh();
  });
});

describe("an error", () => {
  test("names its line, and leads there", async () => {
    await write(page, "first", "const one = 1;\nthrow new RangeError('too far');");
    await press(page, "first");
    await untilStatus(page, "first", ["failed"]);
    expect(await shown(page, "first")).toContain("RangeError: too far");
    await cell(page, "first").getByRole("button", { name: "Go to line 2" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.type("// ");
    expect(await cell(page, "first").locator(".cm-line").nth(1).textContent()).toMatch(/^\/\/ throw/);
  });
});
