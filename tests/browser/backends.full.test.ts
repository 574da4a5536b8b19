import type { Browser, Page } from "playwright-core";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { launch } from "./browser.ts";
import { cell, press, shown, status, untilLive, untilStatus, visibleText, write } from "./cells.ts";
import { TRAINING, visit } from "./lecture-visit.ts";

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

describe("the backends agree", () => {
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

describe("a lost GPU", () => {
  const LOSE = {
    webgl: `tf.backend().gpgpu.gl.getExtension("WEBGL_lose_context").loseContext();`,
    webgpu: "tf.backend().device.destroy();",
  } as const;

  for (const { backend, flags } of GRAPHICS) {
    test(`ends a training on ${backend}, whose model has the weights of its last epoch`, async () => {
      const browser = await launch({ args: [...flags], gpu: true });
      try {
        const page = await openTraining(browser, backend);
        await write(page, "plain", trainingThat(LOSE[backend]));
        await press(page, "plain");
        await untilStatus(page, "plain", ["done", "failed", "stopped"], TRAINING);
        const text = await shown(page, "plain");
        expect(await status(page, "plain"), text).toBe("failed");
        expect(text).toContain("GpuLost: The GPU was lost");
        expect(text).toContain("Cells run on the processor from now on.");
        await write(page, "normalized", COMPARISON);
        await press(page, "normalized");
        await untilStatus(page, "normalized", ["done", "failed", "stopped"], TRAINING);
        const compared = await shown(page, "normalized");
        expect(await status(page, "normalized"), compared).toBe("done");
        expect(compared).toContain("on wasm, epoch 2: true, data: GpuLost, trains: 1");
        expect(await page.locator("html").getAttribute("data-backend")).toBe("wasm");
      } finally {
        await browser.close();
      }
    });
  }
});

/** Trains until it loses the GPU in its third epoch. */
function trainingThat(loses: string): string {
  return `import * as tf from "@tensorflow/tfjs";
const small = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
small.compile({ loss: "meanSquaredError", optimizer: "sgd" });
const [input, target] = [tf.randomNormal([64, 4]), tf.randomNormal([64, 3])];
// Small tensors may never reach the GPU.
const large = tf.randomNormal([4096]).mul(2);
const kernels: string[] = [];
const kernel = async () => JSON.stringify([...(await (small.getWeights()[0] as tf.Tensor).data())]);
await small.fit(input, target, {
  epochs: 1000,
  batchSize: 16,
  callbacks: {
    onEpochEnd: async () => void kernels.push(await kernel()),
    onBatchEnd: (batch) => { if (kernels.length === 2 && batch === 1) { ${loses} } },
  },
});`;
}

const COMPARISON = `const isSame = (await kernel()) === kernels.at(-1);
const ofData = await large.data().then(() => "read", (error) => error.name);
const { epoch } = await small.fit(tf.zeros([16, 4]), tf.zeros([16, 3]), { epochs: 1 });
console.log(\`on \${tf.getBackend()}, epoch \${kernels.length}: \${isSame}, data: \${ofData}, trains: \${epoch.length}\`);`;

async function openTraining(browser: Browser, backend: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${inject("site")}lessons/training/?backend=${backend}`);
  await untilLive(page);
  return page;
}

async function lossesOn(backend: string, flags: readonly string[]): Promise<number[]> {
  const browser = await launch({ args: [...flags], gpu: flags.length > 0 });
  try {
    const { page } = await visit(browser, `?backend=${backend}`);
    await leaveOutEarlierSections(page);
    await takeFewerPictures(page);
    await write(page, "train", TWENTY_STEPS);
    await press(page, "train");
    await untilStatus(page, "train", ["done", "failed", "stopped"], TRAINING);
    const text = await shown(page, "train");
    expect(await status(page, "train"), text).toBe("done");
    expect(await page.locator("html").getAttribute("data-backend")).toBe(backend);
    return JSON.parse(/losses (\[.*?\])/.exec(text)?.[1] ?? "[]");
  } finally {
    await browser.close();
  }
}

/** The lecture on the pictures of the twenty steps alone: software renderers take minutes to standardise 50 000. */
async function takeFewerPictures(page: Page): Promise<void> {
  const source = await visibleText(cell(page, "load-data").locator(".code"));
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
