import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closePages, openBrowser } from "./browser.ts";
import { cell, PATIENCE, shown, status, untilStatus } from "./cells.ts";
import { descriptionOf, hostOf } from "./figure-tests.ts";
import { TRAINING, type Visit, visit } from "./lecture-visit.ts";

const CELLS: readonly string[] = [
  "version",
  "setup",
  "load-data",
  "show-example",
  "build-model",
  "summary",
  "train",
  "evaluate",
  "plot-accuracy",
];

/** Whether the site has the original Fashion-MNIST. Otherwise Lectern uses its synthetic dataset, whose accuracy is not known. */
const hasData = existsSync(join("public", "data", "fashion-mnist", "train-images-idx3-ubyte.gz"));

describe(`the lecture on ${hasData ? "Fashion-MNIST" : "the synthetic dataset"}, on WASM`, () => {
  let browser: Browser;
  let visited: Visit;

  beforeAll(async () => {
    browser = await openBrowser();
    visited = await visit(browser, "?backend=wasm");
  });
  afterAll(closePages);

  test("Run all runs its nine cells", async () => {
    const { page } = visited;
    await page.getByRole("button", { name: "Run all" }).click();
    for (const id of CELLS) {
      await untilStatus(page, id, ["done", "failed", "stopped"], TRAINING);
      expect(await status(page, id), await shown(page, id)).toBe("done");
    }
    expect(await page.locator("html").getAttribute("data-backend")).toBe("wasm");
  });

  test("says which version and backend ran", async () => {
    expect(await shown(visited.page, "version")).toMatch(/TensorFlow\.js 4\.\d+\.\d+ on wasm/);
    expect(await shown(visited.page, "load-data")).toContain("train");
    if (hasData) expect(await shown(visited.page, "load-data")).toContain("30000");
  });

  test("shows an example as a picture with a description", async () => {
    const picture = cell(visited.page, "show-example").locator('[data-output="image"]');
    expect(await picture.locator("canvas, img").count()).toBe(1);
  });

  test("training shows three epochs, as Keras does, with curves and numbers", async () => {
    const train = cell(visited.page, "train");
    const text = await shown(visited.page, "train");
    for (const epoch of [1, 2, 3]) {
      expect(text).toMatch(
        new RegExp(`Epoch ${epoch}/3 - .*loss: .* - accuracy: .* - val_loss: .* - val_accuracy: `),
      );
    }
    expect(await train.locator('[data-output="progress"] svg').count()).toBeGreaterThan(0);
    await expectTable(visited.page, "train");
  });

  test.skipIf(!hasData)("validation and test accuracy are what the network reaches", async () => {
    const accuracies = [...(await shown(visited.page, "train")).matchAll(/val_accuracy: (\d\.\d+)/g)];
    expect(accuracies).toHaveLength(3);
    const last = Number(accuracies.at(-1)?.[1]);
    expect(last).toBeGreaterThan(0.82);
    expect(last).toBeLessThan(0.87);
    const tested = Number(/test accuracy:\s*(\d\.\d+)/.exec(await shown(visited.page, "evaluate"))?.[1]);
    expect(tested).toBeGreaterThan(0.8);
    expect(tested).toBeLessThan(0.88);
  });

  test("the accuracy is plotted, and its numbers are there as a table", async () => {
    const plot = cell(visited.page, "plot-accuracy").locator('[data-output="plot"]');
    await plot.scrollIntoViewIfNeeded();
    await plot.locator("svg .scatterlayer .trace").nth(1).waitFor();
    await expectTable(visited.page, "plot-accuracy");
  });

  test("the figures that look into the network show the trained one", async () => {
    const { page } = visited;
    await untilStatus(page, "explore-model", ["done"]);
    await hostOf(page, "inside-network").scrollIntoViewIfNeeded();
    await expect
      .poll(() => descriptionOf(page, "inside-network"), { timeout: PATIENCE })
      .toMatch(/Prediction: .+ Chosen: convolution/);
    await hostOf(page, "confusion").scrollIntoViewIfNeeded();
    await expect
      .poll(() => descriptionOf(page, "confusion"), { timeout: PATIENCE })
      .toMatch(/^Accuracy: [\d.]+\s%/);
    expect(await hostOf(page, "confusion").locator("[role=gridcell]").count()).toBe(100);
  });

  test("there was no error and no request to anywhere else", () => {
    expect(visited.faults).toEqual([]);
    expect(visited.strangers).toEqual([]);
  });
});

async function expectTable(page: Page, id: string): Promise<void> {
  await cell(page, id).locator("summary", { hasText: "Show the numbers" }).last().click();
  const rows = cell(page, id).locator("[data-outputs] table tbody tr");
  await expect.poll(() => rows.count(), { timeout: PATIENCE }).toBeGreaterThanOrEqual(3);
}
