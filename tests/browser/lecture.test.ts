import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launch } from "./browser.ts";
import { cell, press, shown, status, untilLive, untilStatus, write } from "./cells.ts";

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

/** Whether the site has the original Fashion-MNIST; else the synthetic dataset, whose accuracy is not known. */
const hasData = existsSync(join("public", "data", "fashion-mnist", "train-images-idx3-ubyte.gz"));

/** Training takes a minute or several, as the machine is. */
const TRAINING = 280_000;

interface Visit {
  readonly page: Page;
  /** Errors that the page reported. */
  readonly faults: string[];
  /** Requests that went elsewhere. */
  readonly strangers: string[];
}

async function visit(browser: Browser, query: string): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("request", (request) => {
    const address = request.url();
    if (/^(https?|wss?):/.test(address) && !address.startsWith(inject("site"))) strangers.push(address);
  });
  await page.goto(`${inject("site")}lessons/convolutional-neural-networks/${query}`);
  await untilLive(page);
  return { page, faults, strangers };
}

describe(`the lecture on ${hasData ? "Fashion-MNIST" : "the synthetic dataset"}, on WASM`, () => {
  let browser: Browser;
  let visited: Visit;

  beforeAll(async () => {
    browser = await launch();
    visited = await visit(browser, "?backend=wasm");
  });
  afterAll(() => browser?.close());

  test("Run all runs its nine cells", async () => {
    const { page } = visited;
    await page.getByRole("button", { name: "Run all" }).click();
    for (const id of CELLS) {
      await untilStatus(page, id, ["done", "failed", "stopped"], TRAINING);
      expect(await status(page, id), await shown(page, id)).toBe("done");
    }
    expect(await page.locator("html").getAttribute("data-backend")).toBe("wasm");
  });

  test("it says on what it ran", async () => {
    expect(await shown(visited.page, "version")).toMatch(/TensorFlow\.js 4\.\d+\.\d+ on wasm/);
    expect(await shown(visited.page, "load-data")).toContain("train");
    if (hasData) expect(await shown(visited.page, "load-data")).toContain("30000");
  });

  test("it shows an example as a picture with a description", async () => {
    const picture = cell(visited.page, "show-example").locator('[data-output="image"]');
    expect(await picture.locator("canvas, img").count()).toBe(1);
  });

  test("training shows three epochs, as Keras does, with curves and numbers", async () => {
    const train = cell(visited.page, "train");
    const words = await shown(visited.page, "train");
    for (const epoch of [1, 2, 3]) {
      expect(words).toMatch(
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

  test("there was no error and no request to anywhere else", () => {
    expect(visited.faults).toEqual([]);
    expect(visited.strangers).toEqual([]);
  });
});

async function expectTable(page: Page, id: string): Promise<void> {
  await cell(page, id).locator("summary", { hasText: "Show the numbers" }).last().click();
  expect(await cell(page, id).locator("[data-outputs] table tbody tr").count()).toBeGreaterThanOrEqual(3);
}

/** Twenty steps of the lecture's training, and their losses. */
const TWENTY_STEPS = `model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: nadam(), metrics: ["accuracy"] });
const losses: number[] = [];
const history = await model.fit(xTrain.slice([0, 0, 0, 0], [640, 28, 28, 1]), yTrain.slice([0], [640]), {
  epochs: 1,
  batchSize: 32,
  shuffle: false,
  callbacks: { onBatchEnd: (_batch, logs) => { losses.push(logs?.loss ?? Number.NaN); } },
});
console.log("losses " + JSON.stringify(losses));`;

const GRAPHICS = [
  { backend: "webgl", flags: ["--enable-unsafe-swiftshader", "--use-angle=swiftshader"] },
  {
    backend: "webgpu",
    flags: ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-unsafe-swiftshader"],
  },
] as const;

// Minutes on software renderers: only `npm run test:full` has the patience.
describe.skipIf(process.env["LECTERN_FULL_TESTS"] !== "1")("the backends agree", () => {
  let expected: readonly number[];

  beforeAll(async () => {
    expected = await lossesOn("wasm", []);
  });

  test("WASM trains twenty steps", () => {
    expect(expected).toHaveLength(20);
    expect(expected.every(Number.isFinite)).toBe(true);
    expect(expected.at(-1)).toBeLessThan(expected[0] ?? 0);
  });

  for (const { backend, flags } of GRAPHICS) {
    test(`${backend} has the losses of WASM to 1e-3`, async () => {
      const losses = await lossesOn(backend, flags);
      expect(losses).toHaveLength(20);
      losses.forEach((loss, step) => {
        expect(Math.abs(loss - (expected[step] ?? Number.NaN)), `step ${step + 1}`).toBeLessThan(1e-3);
      });
    });
  }
});

async function lossesOn(backend: string, flags: readonly string[]): Promise<number[]> {
  const browser = await launch({ args: [...flags], gpu: flags.length > 0 });
  try {
    const { page } = await visit(browser, `?backend=${backend}`);
    await leaveOutEarlierSections(page);
    await takeFewerPictures(page);
    await write(page, "train", TWENTY_STEPS);
    await press(page, "train");
    await untilStatus(page, "train", ["done", "failed", "stopped"], TRAINING);
    const words = await shown(page, "train");
    expect(await status(page, "train"), words).toBe("done");
    expect(await page.locator("html").getAttribute("data-backend")).toBe(backend);
    return JSON.parse(/losses (\[.*?\])/.exec(words)?.[1] ?? "[]");
  } finally {
    await browser.close();
  }
}

/** The lecture on the pictures of the twenty steps alone: software renderers take minutes to standardise 50 000. */
async function takeFewerPictures(page: Page): Promise<void> {
  const source = await cell(page, "load-data").locator(".code").innerText();
  const lines = source
    .split("\n")
    .map((line) =>
      line.replace(/\ball\.slice\(.*?\)/, "all.slice(0, 640)").replace(/= test;/, "= test.slice(0, 640);"),
    );
  expect(lines.filter((line) => line.includes("all.slice(0, 640)"))).toHaveLength(2);
  await write(
    page,
    "load-data",
    lines
      .join("\n")
      .replace("const { train: all, test }", "const { train: all, test: tests }")
      .replaceAll("prepare(test)", "prepare(tests.slice(0, 640))"),
  );
}

/** Cells above the lecture's experiment do nothing: a software renderer takes long to compile each operation. */
async function leaveOutEarlierSections(page: Page): Promise<void> {
  const ids = await page
    .locator("[data-cell]")
    .evaluateAll((cells) => cells.map((one) => one.getAttribute("data-cell")));
  for (const id of ids.slice(0, ids.indexOf("version"))) if (id !== null) await write(page, id, "0");
}
