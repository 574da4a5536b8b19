import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { violationsInAllLooks } from "./axe.ts";
import { closePages, openBrowser } from "./browser.ts";
import {
  cell,
  PATIENCE,
  press,
  pressUntil,
  runButton,
  untilLive,
  untilStatus,
  visibleText,
  write,
} from "./cells.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(closePages);

beforeEach(async () => {
  page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await page.goto(`${inject("site")}lessons/explore/?backend=wasm`);
  await untilLive(page);
});
afterEach(() => page.context().close());

const TRAIN = (epochs: number) => `
model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
const history = await model.fit(xTrain, y, { epochs: ${epochs}, batchSize: 32 });
console.log("epochs in the history: " + history.epoch.length);`;

const control = (name: string) => cell(page, "train").getByRole("button", { name, exact: true });

/** Steps of all epochs so far, by the words beside the bars. */
async function untilPaused(): Promise<void> {
  await cell(page, "train").getByText("Paused. Step trains on one batch.").waitFor({ timeout: PATIENCE });
}
const progress = async () => visibleText(cell(page, "train").locator(".epoch-words").last());

test("a training pauses, steps, changes its learning rate and goes on, by keyboard", async () => {
  await write(page, "train", TRAIN(100_000));
  await page.keyboard.press("Escape");
  await press(page, "train");
  await control("Pause").focus({ timeout: PATIENCE });
  await page.keyboard.press("Enter");
  await untilPaused();
  expect(await violationsInAllLooks(page, "paused")).toEqual([]);
  // The same button, which has kept the focus.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Resume");
  await page.waitForTimeout(300);
  const paused = await progress();
  await page.waitForTimeout(300);
  expect(await progress()).toBe(paused);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(progress, { timeout: PATIENCE }).not.toBe(paused);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("many");
  await page.keyboard.press("Enter");
  await cell(page, "train").getByRole("alert").waitFor();
  expect(await violationsInAllLooks(page, "rate")).toEqual([]);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("0.0002");
  await page.keyboard.press("Enter");
  await cell(page, "train")
    .getByText(/Learning rate changed by hand: 0\.0002 from epoch/)
    .waitFor();
  await control("Resume").focus();
  const stepped = await progress();
  await page.keyboard.press("Enter");
  await expect.poll(progress, { timeout: PATIENCE }).not.toBe(stepped);
  await control("Pause").focus();
  await page.keyboard.press("Enter");
  await untilPaused();
  // Stop is heard while it is paused, and the focus stays in the cell.
  await runButton(page, "train").click();
  await untilStatus(page, "train", ["stopped"]);
  expect(await control("Resume").count()).toBe(0);
});

test("a training that a reload cuts off continues from its last epoch, and the figures work again", async () => {
  await write(page, "train", TRAIN(150));
  await page.keyboard.press("Escape");
  await press(page, "train");
  await cell(page, "train").locator(".epoch").nth(2).waitFor({ timeout: PATIENCE });
  await control("Pause").click();
  await untilPaused();
  const isSaved = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const request = indexedDB.open("lectern-checkpoints");
          request.onsuccess = () => {
            const all = request.result.transaction("checkpoints").objectStore("checkpoints").getAll();
            all.onsuccess = () => {
              request.result.close();
              resolve(all.result.find((value) => value !== true)?.checkpoint.epochs ?? 0);
            };
          };
        }),
    );
  await expect.poll(isSaved, { timeout: PATIENCE }).toBeGreaterThanOrEqual(2);
  await page.reload();
  await untilLive(page);
  const offer = cell(page, "train").getByRole("button", { name: /^Continue after epoch \d+$/ });
  await offer.waitFor({ timeout: PATIENCE });
  expect(await violationsInAllLooks(page, "continue")).toEqual([]);
  const saved = Number(/\d+/.exec(await visibleText(offer))?.[0]);
  await offer.focus();
  await page.keyboard.press("Enter");
  await untilStatus(page, "train", ["done"]);
  const outputs = cell(page, "train").locator("[data-outputs]");
  expect(await visibleText(outputs)).toContain(`Continued after ${saved} epochs from the saved weights`);
  expect(await visibleText(outputs)).toContain("epochs in the history: 150");
  await untilStatus(page, "explore-model", ["done"]);
  // Once more, with all epochs over: nothing is trained.
  await page.reload();
  await untilLive(page);
  await cell(page, "train")
    .getByRole("button", { name: "Restore the trained network" })
    .click({ timeout: PATIENCE });
  await untilStatus(page, "explore-model", ["done"]);
  expect(await visibleText(outputs)).toContain("nothing was trained in this run");
  expect(await visibleText(outputs)).toContain("epochs in the history: 150");
  const figure = page.locator('[data-figure="inside-network"]');
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(() => figure.innerText(), { timeout: PATIENCE }).toContain("Prediction:");
  expect(await figure.innerText()).not.toContain("not been trained yet");
});

test("curves of earlier runs stay beside the new ones, called by their code, and a log is downloaded", async () => {
  await pressUntil(page, "train", ["done"]);
  const text = await visibleText(cell(page, "model").locator(".code"));
  expect(text).toContain("filters: 4");
  await write(page, "model", MODEL.replace("filters: 4", "filters: 6"));
  await page.keyboard.press("Escape");
  await pressUntil(page, "train", ["done"]);
  const runs = cell(page, "train").getByRole("table", { name: /^Compared with earlier runs/ });
  expect(await runs.getByRole("row").nth(2).innerText()).toMatch(/^1\s+.*filters: 4/);
  expect(await cell(page, "train").locator(".chart-earlier").count()).toBe(2);
  expect(await violationsInAllLooks(page, "compare-runs")).toEqual([]);
  const download = page.waitForEvent("download");
  await cell(page, "train").getByRole("button", { name: "Download the log as CSV" }).press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toBe("explore-train-training.csv");
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toBe("epoch,seconds,learning_rate,loss,acc");
  expect(lines.slice(1).map((line) => line.split(",").map(Number))).toEqual([
    [1, expect.any(Number), 0.001, expect.any(Number), expect.any(Number)],
    [2, expect.any(Number), 0.001, expect.any(Number), expect.any(Number)],
  ]);
  await page.reload();
  await untilLive(page);
  await runs.waitFor({ timeout: PATIENCE });
  await cell(page, "train").getByRole("button", { name: "Forget earlier runs" }).click();
  await runs.waitFor({ state: "detached" });
});

const MODEL = `const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 7, activation: "relu" }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ],
});`;
