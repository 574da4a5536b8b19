import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, press, runButton, shown, untilLive, untilStatus } from "./cells.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(closePages);

beforeEach(async () => {
  page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await page.goto(`${inject("site")}lessons/training/?backend=wasm`);
  await untilLive(page);
  await runAndWait("data");
});

afterEach(() => page.context().close());

async function runAndWait(id: string): Promise<void> {
  await press(page, id);
  await untilStatus(page, id, ["done"]);
}

test("a training says why its step was not compiled, and one that was says nothing", async () => {
  await runAndWait("plain");
  expect(await shown(page, "plain")).not.toContain("compiled");
  await runAndWait("normalized");
  expect(await shown(page, "normalized")).toMatch(
    /Not compiled, so slower: the layer "layer_normalization\S*" is a LayerNormalization layer, which has no compiled step\./,
  );
});

test("Stop is heard while a fit validates: model and history stay", async () => {
  await press(page, "validate");
  await cell(page, "validate").getByText("the last batch").first().waitFor({ timeout: PATIENCE });
  await runButton(page, "validate").click();
  await untilStatus(page, "validate", ["stopped"]);
  expect(await page.locator("html").getAttribute("data-runtime")).toBe("ready");
  expect(await shown(page, "validate")).toContain("Stopped");
  await runAndWait("afterwards");
  expect(await shown(page, "afterwards")).toContain("model of 3 outputs, history of loss,acc");
});
