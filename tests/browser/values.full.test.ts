import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { violations, violationsInAllLooks } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, runText, shown, untilLive, write } from "./cells.ts";

let page: Page;

beforeAll(async () => {
  const browser = await openBrowser();
  page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await page.goto(`${inject("site")}lessons/training/?backend=wasm`);
  await untilLive(page);
});
afterAll(closePages);

const IMPORT = 'import * as tf from "@tensorflow/tfjs";\n';

test("a tensor opens to its statistics, its histogram and a heat map of any slice, by keyboard", async () => {
  await runText(page, "plain", `${IMPORT}const cube = tf.range(0, 60).reshape([3, 4, 5]);\ncube`, ["done"]);
  await page.keyboard.press("Escape");
  const summary = cell(page, "plain").locator(".tensor-details summary").first();
  expect(await summary.innerText()).toBe("min 0 · mean 29.5 · max 59");
  await summary.focus();
  await page.keyboard.press("Enter");
  const map = (name: string) => cell(page, "plain").getByRole("img", { name });
  await map("Heat map of the slice [0, :, :]: 0 to 19").waitFor({ timeout: PATIENCE });
  await map("Histogram of 60 values from 0 to 59").waitFor();
  await cell(page, "plain").getByLabel("Index in axis 0").focus();
  await page.keyboard.press("ArrowUp");
  await map("Heat map of the slice [1, :, :]: 20 to 39").waitFor({ timeout: PATIENCE });
  await cell(page, "plain").getByRole("combobox", { name: "Rows" }).selectOption("0");
  await map("Heat map of the slice [:, 0, :]: 0 to 44").waitFor({ timeout: PATIENCE });
  expect(await violationsInAllLooks(page, "tensor")).toEqual([]);
});

test("the variables are listed, and lead to their cells, by keyboard", async () => {
  await page.getByRole("button", { name: "More", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Variables/ }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Variables" });
  await dialog.getByText("1 variable.").waitFor({ timeout: PATIENCE });
  expect(await dialog.getByRole("listitem").innerText()).toContain("[3, 4, 5]");
  expect(await violationsInAllLooks(page, "variables")).toEqual([]);
  await dialog.getByRole("button", { name: "Go to plain, which declares cube" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
});

test("the corner says how much memory tensors take, and a cell that leaks says where", async () => {
  await expect
    .poll(() => page.locator(".badge-memory").innerText(), { timeout: PATIENCE })
    .toMatch(/\d B|\d kB|\d MB/);
  await write(page, "normalized", "");
  await runText(page, "normalized", `${IMPORT}for (let i = 0; i < 9; i++) {\n  tf.ones([100]);\n}`, ["done"]);
  await page.keyboard.press("Escape");
  expect(await shown(page, "normalized")).toContain("9 tensors stay in memory (3.6 kB)");
  expect(await shown(page, "normalized")).toContain("9 from line 3");
  expect(await violationsInAllLooks(page, "leak")).toEqual([]);
});

test("a phone shows the memory beside the dot, and a very narrow one in its name and below it", async () => {
  const memory = page.locator(".badge-memory");
  const badge = page.locator(".badge summary");
  await page.setViewportSize({ width: 390, height: 844 });
  expect((await memory.boundingBox())?.width).toBeGreaterThan(10);
  await page.setViewportSize({ width: 320, height: 844 });
  expect((await memory.boundingBox())?.width).toBeLessThanOrEqual(1);
  // The name of the disclosure.
  expect(await badge.textContent()).toMatch(/^WASM · [\d.]+ [kM]?B$/);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  await badge.focus();
  await page.keyboard.press("Enter");
  await page.getByText(/^Memory: \d+ tensors, /).waitFor();
  await expect.poll(() => violations(page), { timeout: PATIENCE, interval: 500 }).toEqual([]);
});
