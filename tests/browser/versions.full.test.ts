import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { violations } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, untilLive, write } from "./cells.ts";

let context: BrowserContext;

beforeAll(async () => {
  context = await (await openBrowser()).newContext({ serviceWorkers: "block" });
});
afterAll(closePages);

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${inject("site")}lessons/training/`);
  await untilLive(page);
  return page;
}

const NOTE = "This cell has another text in another tab.";

test("two tabs that edit one cell keep both texts, compare them, and the choice can be undone, by keyboard", async () => {
  const [one, two] = [await open(), await open()];
  await write(one, "plain", "const first = 1;\nconst both = 0;");
  await one.keyboard.press("Escape");
  await cell(two, "plain").getByText(NOTE).waitFor({ timeout: PATIENCE });
  await write(two, "plain", "const second = 2;\nconst both = 0;");
  await two.keyboard.press("Escape");
  await cell(one, "plain").getByText(NOTE).waitFor({ timeout: PATIENCE });
  // Neither was overwritten, also not by a reload.
  expect(await cell(one, "plain").locator(".cm-content").innerText()).toContain("first = 1");
  await two.reload();
  await untilLive(two);
  await cell(two, "plain").getByText(NOTE).waitFor({ timeout: PATIENCE });
  expect(await cell(two, "plain").locator(".code").innerText()).toContain("second = 2");
  await cell(two, "plain").getByRole("button", { name: "Compare with the other tab" }).press("Enter");
  const dialog = two.getByRole("dialog", { name: "Two versions of plain" });
  await dialog.getByRole("textbox", { name: "Your version" }).waitFor({ timeout: PATIENCE });
  expect(await dialog.getByRole("textbox", { name: "Your version" }).innerText()).toContain("second = 2");
  expect(await dialog.getByRole("textbox", { name: "The other tab's version" }).innerText()).toContain(
    "first = 1",
  );
  expect(await violations(two)).toEqual([]);
  await dialog.getByRole("button", { name: "Use the other tab's version" }).press("Enter");
  await expect
    .poll(() => cell(two, "plain").locator(".code").innerText(), { timeout: PATIENCE })
    .toContain("first = 1");
  await cell(two, "plain").getByText(NOTE).waitFor({ state: "detached" });
  expect(await violations(two)).toEqual([]);
  await cell(two, "plain").getByRole("button", { name: "Undo" }).press("Enter");
  await expect
    .poll(() => cell(two, "plain").locator(".code").innerText(), { timeout: PATIENCE })
    .toContain("second = 2");
});
