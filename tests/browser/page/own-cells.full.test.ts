import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { violationsInAllLooks } from "../axe.ts";
import { closePages, openBrowser } from "../browser.ts";
import { cell, PATIENCE, shown, untilLive, untilStatus, visibleText } from "../cells.ts";

let page: Page;
const faults: string[] = [];

// On one page, each story after the one before.
beforeAll(async () => {
  page = await (await (await openBrowser()).newContext({ serviceWorkers: "block" })).newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(`${inject("site")}lessons/notebook/?backend=cpu`);
  await untilLive(page);
});

afterAll(closePages);

const keys = async (...all: readonly string[]): Promise<void> => {
  for (const key of all) await page.keyboard.press(key);
};
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
const untilFocused = (label: string) => expect.poll(focused, { timeout: PATIENCE }).toBe(label);
const order = () =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-cell], [data-note]")].map(({ id }) => id.slice(5)),
  );

describe("by keyboard alone, a reader", () => {
  test("adds a cell, writes in it and runs it with what it depends on", async () => {
    await cell(page, "second").locator(".code").focus();
    await keys("b");
    await untilFocused("Code of mine-1");
    await keys("Enter");
    await cell(page, "mine-1").locator(".cm-content").waitFor({ timeout: PATIENCE });
    await untilFocused("Code of mine-1");
    await page.locator("#cell-mine-1 .cm-content:focus").waitFor({ timeout: PATIENCE });
    await page.keyboard.insertText("b * 100");
    await keys("Control+Enter");
    await untilStatus(page, "mine-1", ["done"]);
    expect(await shown(page, "mine-1")).toContain("200");
    expect((await order()).slice(0, 3)).toEqual(["first", "second", "mine-1"]);
    expect(await cell(page, "unrelated").getAttribute("data-status")).toBe("idle");
  });

  test("writes a note with mathematics", async () => {
    // As fast as keys can be: each is for the cell that the one before has made.
    await keys("Escape", "b", "m", "Enter", "#");
    await untilFocused("Markdown of mine-2");
    expect(await violationsInAllLooks(page, "own-note")).toEqual([]);
    await page.keyboard.insertText(
      "## Why\n\nBecause $x^2$, <b class=toolbar>really</b>.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    );
    await keys("Escape");
    await untilFocused("Text of mine-2");
    const note = cell(page, "mine-2");
    await note.locator("math").waitFor({ state: "attached", timeout: PATIENCE });
    expect(await note.locator("h3").innerText()).toBe("Why");
    expect(await note.locator("b").innerText()).toBe("really");
    expect(await note.locator(".toolbar").count()).toBe(0);
    // Drawn as the tables of the lesson.
    expect(
      await note
        .locator("td")
        .first()
        .evaluate((each) => getComputedStyle(each).borderBottomWidth),
    ).toBe("1px");
  });

  test("moves, splits, merges, deletes, and undoes it", async () => {
    await keys("Shift+K");
    await expect
      .poll(order, { timeout: PATIENCE })
      .toEqual(expect.arrayContaining(["first", "second", "mine-2", "mine-1"]));
    expect((await order()).slice(0, 4)).toEqual(["first", "second", "mine-2", "mine-1"]);
    await untilFocused("Text of mine-2");
    await keys("d", "d");
    await untilFocused("Code of mine-1");
    expect(await order()).not.toContain("mine-2");
    await keys("z");
    await untilFocused("Text of mine-2");
    await keys("j");
    await untilFocused("Code of mine-1");
    await keys("k", "k");
    await untilFocused("Code of second");
    await keys("d", "d");
    await page.getByText("second belongs to the lesson").first().waitFor();
    expect(await order()).toContain("second");
  });

  test("adds a cell above, splits it where the cursor was, merges it, and makes notes of cells", async () => {
    await cell(page, "mine-1").locator(".code").focus();
    await keys("a");
    await untilFocused("Code of mine-3");
    await keys("Enter");
    await page.locator("#cell-mine-3 .cm-content:focus").waitFor({ timeout: PATIENCE });
    await page.keyboard.insertText("1;\n2;");
    await keys("Home", "Escape", "s");
    const text = (id: string) => visibleText(cell(page, id).locator(".code"));
    await cell(page, "mine-4").waitFor({ timeout: PATIENCE });
    expect((await order()).slice(2, 6)).toEqual(["mine-2", "mine-3", "mine-4", "mine-1"]);
    await expect.poll(() => text("mine-3"), { timeout: PATIENCE }).toMatch(/1;$/);
    expect(await text("mine-4")).toMatch(/2;$/);
    await untilFocused("Code of mine-3");
    await keys("Shift+M");
    await expect.poll(() => text("mine-3"), { timeout: PATIENCE }).toMatch(/1;\s+2;$/);
    await keys("m");
    await untilFocused("Text of mine-3");
    await keys("y");
    await untilFocused("Code of mine-3");
    await keys("d", "d");
    await untilFocused("Code of mine-1");
    await page.getByText("mine-3 was deleted.").first().waitFor();
    expect(await violationsInAllLooks(page, "command-mode")).toEqual([]);
    await keys("k", "k", "Alt+Enter");
    await page.locator("#cell-mine-5 .cm-content:focus").waitFor({ timeout: PATIENCE });
    await keys("Escape", "d", "d");
    expect((await order()).slice(0, 4)).toEqual(["first", "second", "mine-2", "mine-1"]);
  });

  test("sees what runs with a cell, and what is out of date", async () => {
    await cell(page, "second").locator(".code").focus();
    await keys("Enter");
    await page.locator("#cell-second .cm-content:focus").waitFor({ timeout: PATIENCE });
    await keys("ControlOrMeta+a");
    await page.keyboard.insertText("const b = a + 2;\nb");
    await keys("Escape");
    await untilStatus(page, "mine-1", ["stale"]);
    expect(await visibleText(cell(page, "mine-1"))).toContain("out of date");
    await cell(page, "mine-1").getByRole("button", { name: "Run mine-1" }).focus();
    const plan = cell(page, "mine-1").getByText("Runs second first.");
    await plan.waitFor({ timeout: PATIENCE });
    expect(await violationsInAllLooks(page, "plan")).toEqual([]);
    await keys("Enter");
    await untilStatus(page, "mine-1", ["done"]);
    expect(await shown(page, "mine-1")).toContain("300");
    await cell(page, "second").locator(".code").focus();
  });

  test("finds the list of keys, and turns the letters off", async () => {
    await keys("?");
    const dialog = page.getByRole("dialog", { name: "Keys for cells" });
    await dialog.waitFor();
    // A phone shows the list from its beginning.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Keys for cells");
    expect(await violationsInAllLooks(page, "keys")).toEqual([]);
    await dialog.getByRole("checkbox").press("Space");
    await keys("Escape");
    await untilFocused("Code of second");
    const before = await order();
    await keys("b", "d", "d");
    expect(await order()).toEqual(before);
    await page.reload();
    await untilLive(page);
    await cell(page, "second").locator(".code").focus();
    await keys("b");
    expect(await order()).toEqual(before);
  });
});

describe("after a reload", () => {
  test("cells and notes are where they were, with their texts", async () => {
    expect((await order()).slice(0, 4)).toEqual(["first", "second", "mine-2", "mine-1"]);
    await cell(page, "mine-2").locator("math").waitFor({ state: "attached", timeout: PATIENCE });
    expect(await visibleText(cell(page, "mine-1").locator(".code"))).toContain("b * 100");
    expect(await violationsInAllLooks(page, "own-cells")).toEqual([]);
  });

  test("no error was reported", () => {
    expect(faults).toEqual([]);
  });
});
