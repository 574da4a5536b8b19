import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { violations } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import {
  cell,
  PATIENCE,
  press,
  shown,
  status,
  untilLive,
  untilStatus,
  visibleText,
  write,
} from "../cells.ts";
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
    // The editor colours the code, which divides it into these pieces, when the machine has time.
    await expect
      .poll(() => letters("#cell-second .cm-content"), { timeout: PATIENCE })
      .toEqual(lettersBefore);
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

  test.each(["light", "dark"] as const)(
    "shows what is selected in the page's own colour, %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await cell(page, "first").locator(".code").focus();
      await page.keyboard.press("Enter");
      await cell(page, "first").locator(".cm-content:focus").waitFor({ timeout: PATIENCE });
      await page.keyboard.press("ControlOrMeta+a");
      const selection = cell(page, "first").locator(".cm-selectionBackground").first();
      await selection.waitFor({ state: "attached", timeout: PATIENCE });
      const colours = await selection.evaluate((element) => {
        const own = document.createElement("i");
        own.style.background = "color-mix(in srgb, var(--input) 24%, transparent)";
        element.before(own);
        return [getComputedStyle(element).backgroundColor, getComputedStyle(own).backgroundColor];
      });
      expect(colours[0]).toBe(colours[1]);
    },
  );

  describe("while it is loaded", () => {
    let load = (): void => undefined;
    const lines = () => cell(page, "third").locator(".cm-line").allInnerTexts();

    beforeEach(async () => {
      const asked = new Promise<void>((resolve) => {
        load = resolve;
      });
      await page.route(/\/code-editor-[^/]*\.js$/, async (route) => {
        await asked;
        await route.continue();
      });
      await cell(page, "third").locator(".code").focus();
      await page.keyboard.press("Enter");
    });

    test("gets what is typed, which is no command then", async () => {
      const cells = await page.locator("[data-cell]").count();
      await page.keyboard.type("abs");
      await page.keyboard.press("Backspace");
      await page.keyboard.type(";");
      await page.keyboard.press("Enter");
      load();
      await cell(page, "third").locator(".cm-content:focus").waitFor({ timeout: PATIENCE });
      await expect.poll(async () => (await lines())[0], { timeout: PATIENCE }).toBe("ab;");
      await page.keyboard.type("c");
      expect((await lines())[1]).toMatch(/^c/);
      expect(await page.locator("[data-cell]").count()).toBe(cells);
    });

    test("gets keys that move, select and delete, and what is pasted, in order", async () => {
      const source = await visibleText(cell(page, "third").locator(".code-static code"));
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("13");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.type("2");
      await page.keyboard.press("End");
      await page.keyboard.type("4x");
      await page.keyboard.press("Shift+ArrowLeft");
      // As pasting does, without a key.
      await page.keyboard.insertText(";");
      load();
      await cell(page, "third").locator(".cm-content:focus").waitFor({ timeout: PATIENCE });
      await expect.poll(lines, { timeout: PATIENCE }).toEqual([...source.split("\n"), "1234;"]);
    });

    test("gets what is composed from several keys once, although it arrives meanwhile", async () => {
      const source = await visibleText(cell(page, "third").locator(".code-static code"));
      const keys = await page.context().newCDPSession(page);
      const compose = (text: string) =>
        keys.send("Input.imeSetComposition", {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        });
      await page.keyboard.type("a");
      await compose("へ");
      load();
      await cell(page, "third").locator(".cm-content").waitFor({ timeout: PATIENCE });
      await compose("へん");
      await keys.send("Input.insertText", { text: "変" });
      await cell(page, "third").locator(".cm-content:focus").waitFor({ timeout: PATIENCE });
      await compose("す");
      await keys.send("Input.insertText", { text: "数" });
      await expect.poll(lines, { timeout: PATIENCE }).toEqual(`a変数${source}`.split("\n"));
    });

    test.each([
      ["with Shift-Enter", () => page.keyboard.press("Shift+Enter")],
      ["with its button", () => press(page, "third")],
      ["with all others", () => page.getByRole("button", { name: "Run all" }).click()],
    ])("lets a run %s wait for what was typed", async (_how, run) => {
      const source = await visibleText(cell(page, "third").locator(".code-static code"));
      await page.keyboard.type("1234;");
      await page.keyboard.press("Enter");
      await run();
      await untilStatus(page, "third", ["queued"]);
      expect(await visibleText(cell(page, "third").locator(".cell-status"))).toContain("still loading");
      await cell(page, "third").getByText("The editor is loading").waitFor({ timeout: PATIENCE });
      expect(await page.locator("[data-announcer]").textContent()).toContain("The page is still loading");
      expect(await page.locator("html").getAttribute("data-runtime")).toBe("off");
      expect(await violations(page)).toEqual([]);
      load();
      await untilStatus(page, "third", ["done", "failed"]);
      expect(await lines()).toEqual(["1234;", ...source.split("\n")]);
      expect(await cell(page, "third").locator(".cm-content:focus").count()).toBe(0);
    });

    test("runs nothing if the waiting run is stopped", async () => {
      await page.keyboard.type("1234;");
      await press(page, "third");
      await untilStatus(page, "third", ["queued"]);
      await press(page, "third");
      await untilStatus(page, "third", ["idle"]);
      load();
      await cell(page, "third").locator(".cm-content").waitFor({ timeout: PATIENCE });
      await expect.poll(lines, { timeout: PATIENCE }).toEqual(["1234;two + 1;"]);
      expect(await status(page, "third")).toBe("idle");
      expect(await page.locator("html").getAttribute("data-runtime")).toBe("off");
    });

    test.each([
      ["Escape", "Code of third"],
      ["Tab", "More for third"],
    ])("is left by %s, and has what was typed", async (key, place) => {
      const source = await visibleText(cell(page, "third").locator(".code-static code"));
      await page.keyboard.type("ab");
      await page.keyboard.press(key);
      load();
      await cell(page, "third").locator(".cm-content").waitFor({ timeout: PATIENCE });
      await expect.poll(lines, { timeout: PATIENCE }).toEqual(`ab${source}`.split("\n"));
      expect(await focused()).toBe(place);
    });
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

  test("belongs to this site, not to another one of the same origin", async () => {
    const site = inject("site");
    await write(page, "second", "const two = 41;");
    await expect.poll(() => saved(page, "edits", "/page/second"), { timeout: PATIENCE }).toBeDefined();
    const other = `${site}other/`;
    await page.route(`${other}**`, (route) =>
      route.continue({ url: route.request().url().replace(other, site) }),
    );
    const code = () => visibleText(cell(page, "second").locator(".code"));
    await page.goto(`${other}lessons/page/`);
    await untilLive(page);
    expect(await code()).toContain("const two = one + 1;");
    await page.goto(`${site}lessons/page/`);
    await untilLive(page);
    await expect.poll(code, { timeout: PATIENCE }).toContain("const two = 41;");
  });

  test("of the time before keys named the site is taken over, once", async () => {
    await page.evaluate(async (author) => {
      const edit = { source: "const two = 17;", author, tokens: null };
      const opening = indexedDB.open("lectern-edits");
      await new Promise((resolve) => opening.addEventListener("success", resolve));
      const store = opening.result.transaction("edits", "readwrite").objectStore("edits");
      // As if the lesson had not been opened since.
      store.delete("/page/");
      const put = store.put(edit, "page/second");
      await new Promise((resolve) => put.addEventListener("success", resolve));
      localStorage.removeItem("lectern-unsaved/page/");
      localStorage.setItem("lectern-unsaved/page", JSON.stringify({ third: { ...edit, source: "18" } }));
      opening.result.close();
    }, "const two = one + 1;\ntwo;");
    await lesson.reload();
    const code = (id: string) => visibleText(cell(page, id).locator(".code"));
    await expect.poll(() => code("second"), { timeout: PATIENCE }).toContain("const two = 17;");
    await expect.poll(() => code("third"), { timeout: PATIENCE }).toContain("18");
    for (const id of ["second", "third"]) {
      await page.getByRole("button", { name: `More for ${id}` }).click();
      await page.getByRole("menuitem", { name: "Reset to the author's version" }).click();
    }
    await expect.poll(() => saved(page, "edits", "/page/second"), { timeout: PATIENCE }).toBeUndefined();
    await lesson.reload();
    await expect.poll(() => code("second"), { timeout: PATIENCE }).toContain("const two = one + 1;");
    expect(await code("third")).not.toContain("18");
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
  test("is judged by its check, solved by its solution, and can be started over", async () => {
    const solved = page.locator("#sum[data-solved]");
    const starter = await sumCode();

    await press(page, "sum-code");
    await cell(page, "sum-code").locator("[data-check=failed]").waitFor();
    expect(await solved.count()).toBe(0);

    await page.locator("#sum summary", { hasText: "Solution" }).click();
    await page.getByRole("button", { name: "Put the solution into the cell" }).click();
    await press(page, "sum-code");
    await solved.waitFor();
    expect(await page.locator("[data-exercise-dot=sum]").first().textContent()).toContain("solved");

    await write(page, "sum-code", "const another = 1;");
    await press(page, "sum-code");
    await untilStatus(page, "sum-code", ["failed"]);
    expect(await shown(page, "sum-code")).toMatch(/check looks for \w+, which your code does not define/);

    await cell(page, "sum-code").getByRole("button", { name: "More for sum-code" }).click();
    await page.getByRole("menuitem", { name: "Start over" }).click();
    await expect.poll(() => status(page, "sum-code")).toBe("idle");
    const expectFresh = async () => {
      expect(await status(page, "sum-code")).toBe("idle");
      expect(await cell(page, "sum-code").locator("[data-output]").count()).toBe(0);
      expect(await sumCode()).toBe(starter);
    };
    await expectFresh();
    await lesson.reload();
    await expectFresh();
  });

  test("stays started over if its page is closed at once", async () => {
    await press(page, "sum-code");
    await cell(page, "sum-code").locator("[data-check=failed]").waitFor();
    await expect.poll(() => saved(page, "outputs", "/page/sum-code")).toBeDefined();

    await cell(page, "sum-code").getByRole("button", { name: "More for sum-code" }).click();
    const pressed = page.waitForEvent("console", (message) => message.text() === "pressed");
    const item = page.getByRole("menuitem", { name: "Start over" });
    // The page is busy until it is gone: it receives no answer from storage.
    const isClosed = item
      .evaluate(async (element: HTMLElement) => {
        element.click();
        for (let turns = 0; turns < 100; turns += 1) await Promise.resolve();
        console.log("pressed");
        for (;;);
      })
      .catch(() => undefined);
    await pressed;
    const next = await page.context().newPage();
    await Promise.all([page.close(), isClosed]);
    await next.goto(page.url());
    await untilLive(next);
    await cell(next, "sum-code").scrollIntoViewIfNeeded();
    expect(await cell(next, "sum-code").locator("[data-output]").count()).toBe(0);
  });
});

async function sumCode(): Promise<string | undefined> {
  return (await cell(page, "sum-code").locator(".code").textContent())?.trim();
}
