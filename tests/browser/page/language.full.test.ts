import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations, violationsInAllLooks } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import { cell, PATIENCE, shown, untilStatus, visibleText, write } from "../cells.ts";
import { type LessonPage, openLessonPage } from "./lesson-page.ts";

let browser: Browser;
let lesson: LessonPage;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  lesson = await openLessonPage(browser);
  page = lesson.page;
});
afterAll(async () => {
  expect(lesson.errors).toEqual([]);
  await closePages();
});

/** The list below a cell's code. */
function problems(id: string) {
  return cell(page, id).getByRole("region", { name: `Problems of ${id}` });
}

async function untilReady(on = page): Promise<void> {
  await on.locator("html[data-language=ready]").waitFor({ timeout: PATIENCE });
}

async function untilSaid(text: RegExp): Promise<void> {
  await expect
    .poll(() => page.locator("[data-announcer]").textContent(), { timeout: PATIENCE })
    .toMatch(text);
}

function source(id: string): Promise<string> {
  return cell(page, id)
    .locator(".cm-line")
    .allInnerTexts()
    .then((lines) => lines.join("\n"));
}

describe("the editor, by keyboard", () => {
  test("loads the language service when a mouse is over code, and checks nothing before it gets the focus", async () => {
    const scripts = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name)
          .filter((name) => /assist|language/.test(name)),
      );
    expect(await scripts()).toEqual([]);
    await cell(page, "second").locator(".code").hover();
    await expect
      .poll(scripts, { timeout: PATIENCE })
      .toContainEqual(expect.stringMatching(/\/language-[^/]*\.js$/));
    expect(await page.locator("html[data-language]").count()).toBe(0);
    await page.mouse.move(0, 0);
    await cell(page, "second").locator(".code").focus();
    await page.keyboard.press("Enter");
    await untilReady();
  });

  test("underlines, lists and announces a problem before running, and runs the cell all the same", async () => {
    await write(page, "second", 'const two = one + 1;\ntwo.toUpper();\n"done";');
    await problems("second").waitFor({ timeout: PATIENCE });
    expect(await problems("second").innerText()).toMatch(
      /1 problem found before running\s+Line 2 Property 'toUpper' does not exist on type 'number'/,
    );
    expect(await visibleText(cell(page, "second").locator(".cm-lintRange-error"))).toBe("toUpper");
    await untilSaid(/second: 1 problem\. Line 2: Property 'toUpper'/);
    await page.keyboard.press("ControlOrMeta+Enter");
    await untilStatus(page, "second", ["failed"]);
    expect(await shown(page, "second")).toContain("toUpper is not a function");
  });

  test.each(["light", "dark"] as const)(
    "has no violation with problems and an open description, %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await cell(page, "second").locator(".cm-content").focus();
      await page.keyboard.press("F8");
      await page.keyboard.press("Home");
      await page.keyboard.press("F1");
      const described = page.getByRole("group", { name: "Description" });
      await described.waitFor({ timeout: PATIENCE });
      expect(await described.getAttribute("tabindex")).toBe(null);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("ArrowLeft");
    },
  );

  test("scrolls a long description after F1 twice, and says nothing of a name without a type", async () => {
    await write(page, "third", 'import * as tf from "@tensorflow/tfjs";\ntf.conv2d');
    await page.locator(".cm-completionInfo").waitFor({ timeout: PATIENCE });
    await page.keyboard.press("Escape");
    const described = page.locator(".language-description.cm-tooltip");
    await page.keyboard.press("F1");
    await described.waitFor({ timeout: PATIENCE });
    await expect.poll(() => violations(page), { timeout: PATIENCE, interval: 500 }).toEqual([]);
    await page.keyboard.press("F1");
    await page.locator(".language-description.cm-tooltip:focus").waitFor({ timeout: PATIENCE });
    await page.keyboard.press("PageDown");
    await expect
      .poll(() => described.evaluate((element) => element.scrollTop), { timeout: PATIENCE })
      .not.toBe(0);
    await page.keyboard.press("Escape");
    await cell(page, "third").locator(".cm-content:focus").waitFor({ timeout: PATIENCE });
    await page.keyboard.press("Escape");
    await page.keyboard.type("\ntf.unknown;");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F1");
    await untilSaid(/Nothing is known about this/);
    await write(page, "third", "two;");
  });

  test("says when the problem is gone", async () => {
    await write(page, "second", "const two = one + 1;\ntwo;");
    await problems("second").waitFor({ state: "detached", timeout: PATIENCE });
    await untilSaid(/second: no more problems/);
  });

  test("shows a problem in a later cell that an edit causes", async () => {
    await write(page, "second", 'const two = "text";\ntwo;');
    await write(page, "third", "two.toFixed();");
    await problems("third").waitFor({ timeout: PATIENCE });
    await write(page, "second", "const two = one + 1;\ntwo;");
    await problems("third").waitFor({ state: "detached", timeout: PATIENCE });
  });

  test("completes with documentation, and shows the parameters of a call", async () => {
    await write(page, "third", 'import * as tf from "@tensorflow/tfjs";\n');
    await page.keyboard.type("tf.layers.dens");
    await page
      .locator(".cm-tooltip-autocomplete [aria-selected]")
      .filter({ hasText: /^dense$/ })
      .waitFor({ timeout: PATIENCE });
    await page
      .locator(".cm-completionInfo")
      .filter({ hasText: "dense (fully connected) layer" })
      .waitFor({ timeout: PATIENCE });
    expect(await violationsInAllLooks(page, "completion")).toEqual([]);
    // CodeMirror takes no choice in the first 75 ms of a list: the key may have been meant for the text.
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    await page.keyboard.type("(");
    await page
      .locator(".language-description strong")
      .filter({ hasText: "args: DenseLayerArgs" })
      .waitFor({ timeout: PATIENCE });
    expect(await source("third")).toContain("tf.layers.dense(");
    expect(await violationsInAllLooks(page, "signature")).toEqual([]);
    await page.keyboard.press("Escape");
    await cell(page, "third")
      .locator(".tok-propertyName", { hasText: /^dense$/ })
      .hover();
    const described = page.locator(".cm-tooltip-hover .language-description");
    await described.waitFor({ timeout: PATIENCE });
    expect((await described.boundingBox())?.width).toBeLessThanOrEqual(560);
    await page.mouse.move(0, 0);
  });

  test("Tab takes a completion, and Enter starts a line after a name that is complete", async () => {
    await write(page, "third", 'import * as tf from "@tensorflow/tfjs";\n');
    const selected = (name: RegExp) =>
      page.locator(".cm-tooltip-autocomplete [aria-selected]").filter({ hasText: name });
    await page.keyboard.type("tf.zero");
    await selected(/^zeros$/).waitFor({ timeout: PATIENCE });
    // CodeMirror takes no choice in the first 75 ms of a list.
    await page.waitForTimeout(100);
    await page.keyboard.press("Tab");
    await page.keyboard.type(";\none");
    await selected(/^one$/).waitFor({ timeout: PATIENCE });
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    await page.keyboard.type("1;");
    expect((await source("third")).split("\n").slice(1)).toEqual(["tf.zeros;", "one", "1;"]);
  });

  test("goes to the cell that declares a name", async () => {
    await write(page, "third", "two + 1;");
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("F12");
    await cell(page, "second").locator(".cm-content:focus").waitFor({ timeout: PATIENCE });
    await untilSaid(/Declared in second, line 1/);
  });

  test("renames in all cells, with undo in each, and refuses a name that is taken", async () => {
    await page.keyboard.press("F2");
    await page.getByRole("dialog", { name: "Rename “two”" }).waitFor({ timeout: PATIENCE });
    expect(await violationsInAllLooks(page, "rename")).toEqual([]);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("one");
    await page.keyboard.press("Enter");
    await page.getByText("There is already a 'one'").waitFor({ timeout: PATIENCE });
    await page.keyboard.press("F2");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("double");
    await page.keyboard.press("Enter");
    await expect.poll(() => source("third"), { timeout: PATIENCE }).toBe("double + 1;");
    expect(await source("second")).toBe("const double = one + 1;\ndouble;");
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(() => source("second"), { timeout: PATIENCE }).toBe("const two = one + 1;\ntwo;");
  });

  test("formats a cell", async () => {
    await write(page, "third", "if(one){\ntwo\n}");
    await page.keyboard.press("Shift+Alt+f");
    await expect.poll(() => source("third"), { timeout: PATIENCE }).toBe("if (one) {\n  two\n}");
  });

  test("says nothing about the unsolved exercise, whose check compares with the answer", async () => {
    await cell(page, "sum-code").locator(".code").click();
    await write(page, "sum-code", "const three = 1;");
    await write(page, "third", "missing;");
    await problems("third").waitFor({ timeout: PATIENCE });
    expect(await problems("sum-code").count()).toBe(0);
  });

  test("underlines what the check cannot use where the cell declares it", async () => {
    await write(page, "sum-code", 'const other = 1;\nconst three = "3";');
    await problems("sum-code").waitFor({ timeout: PATIENCE });
    expect(await problems("sum-code").innerText()).toMatch(
      /1 problem found before running\s+Line 2\s+In the check: This comparison appears to be unintentional/,
    );
    expect(await visibleText(cell(page, "sum-code").locator(".cm-lintRange-error"))).toBe("three");
    await write(page, "sum-code", "const other = 1;");
    await expect
      .poll(() => problems("sum-code").allInnerTexts(), { timeout: PATIENCE })
      .toEqual([expect.stringMatching(/In the check: Cannot find name 'three'/)]);
    expect(await cell(page, "sum-code").locator(".cm-lintRange-error").count()).toBe(0);
  });
});

/** What the language service waits for: its worker, or its part of the page. */
const WORKER = /\/language-[^/]*\.js$/;
const PART = /\/assist-[^/]*\.js$/;

describe("what is asked before the language service has started", () => {
  async function openWaiting(script: RegExp): Promise<LessonPage & { readonly begin: () => void }> {
    let begin = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const opened = await openLessonPage(browser, {
      prepare: async (fresh) => {
        await fresh.route(script, async (route) => {
          await asked;
          await route.continue();
        });
      },
    });
    await write(opened.page, "third", 'import * as tf from "@tensorflow/tfjs";\n');
    return { ...opened, begin };
  }

  async function expectInTime(script: RegExp, text: string, selector: string, answer: RegExp): Promise<void> {
    const waiting = await openWaiting(script);
    await waiting.page.keyboard.type(text);
    const answered = waiting.page.locator(selector).filter({ hasText: answer });
    expect(await answered.count()).toBe(0);
    waiting.begin();
    await answered.waitFor({ timeout: PATIENCE });
    expect(waiting.errors).toEqual([]);
    await waiting.close();
  }

  describe.each([
    ["worker", WORKER],
    ["part of the page", PART],
  ])("and its %s is loaded", (_part, script) => {
    test.each([
      [
        "completions of a part of a name",
        "const a = tf.layers.dens",
        ".cm-tooltip-autocomplete [aria-selected]",
        /^dense$/,
      ],
      ["completions after a dot", "tf.layers.", ".cm-tooltip-autocomplete li", /^dense$/],
      [
        "the parameters of a call",
        "tf.layers.dense({",
        ".language-description strong",
        /args: DenseLayerArgs/,
      ],
      ["the problems", "tf.layers.dens;", "[data-cell=third] .problem-list", /'dens' does not exist/],
    ])("%s: arrives without another key", async (_what, text, selector, answer) => {
      await expectInTime(script, text, selector, answer);
    });
  });

  test("the description of a name: arrives without another key", async () => {
    const waiting = await openWaiting(WORKER);
    await waiting.page.keyboard.type("tf");
    await waiting.page.keyboard.press("F1");
    await waiting.page.locator("[data-cell=third] .tok-variableName", { hasText: /^tf$/ }).last().hover();
    waiting.begin();
    const described = (kind: string) => waiting.page.locator(`${kind} .language-description`);
    await described(".cm-tooltip-hover").waitFor({ timeout: PATIENCE });
    await described(".cm-tooltip:not(.cm-tooltip-hover)").waitFor({ timeout: PATIENCE });
    await waiting.close();
  });
});

describe("without the language service", () => {
  test("the editor says so, and edits and runs as before", async () => {
    const alone = await openLessonPage(browser, {
      prepare: async (fresh) => {
        await fresh.route(/\/language-[^/]*\.js$/, (route) => route.abort());
      },
    });
    await write(alone.page, "first", "const one = 41 + 1;\none;");
    await alone.page.getByText("Couldn't load type checking.").waitFor({ timeout: PATIENCE });
    await alone.page.keyboard.press("ControlOrMeta+Enter");
    await untilStatus(alone.page, "first", ["done"]);
    expect(await shown(alone.page, "first")).toBe("42");
    expect(alone.errors).toEqual([]);
    await alone.close();
  });
});
