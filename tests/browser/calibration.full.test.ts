import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launch } from "./browser.ts";
import { press, shown, untilLive, untilStatus, write } from "./cells.ts";

/** Compiling the programs of a step takes a software renderer long. */
const TRAINING = 200_000;

const GRAPHICS = [
  { backend: "webgl", name: "WebGL", flags: ["--enable-unsafe-swiftshader", "--use-angle=swiftshader"] },
  {
    backend: "webgpu",
    name: "WebGPU",
    flags: ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-unsafe-swiftshader"],
  },
] as const;

/** A page that takes the software renderer for a GPU: its runtime does not know the names of such renderers. */
async function openWithGpu(browser: Browser, query: string): Promise<Page> {
  const page = await browser.newPage();
  await page.route(/\/runtime-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    expect(text).toContain("swiftshader|");
    const body = text.replaceAll("swiftshader|", "").replaceAll("isFallbackAdapter", "isNoSuchThing");
    await route.fulfill({ response, body });
  });
  await page.goto(`${inject("site")}lessons/notebook/${query}`);
  await untilLive(page);
  return page;
}

const SETUP = `import * as tf from "@tensorflow/tfjs";
import { nadam, resetState } from "lectern";
resetState(1);
const x = tf.randomNormal([200, 10, 10, 1]);
const y = tf.tidy(() => tf.floor(tf.randomUniform([200]).mul(3)));
const doubled = x.mul(2);
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: "relu", inputShape: [10, 10, 1] }),
  tf.layers.flatten(),
  tf.layers.dense({ units: 3, activation: "softmax" }),
] });
model.compile({ optimizer: nadam(), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
console.log("at first " + tf.getBackend());`;

/** Said to be long, so that it is worth measuring; it ends after the first epoch. */
const TRAIN = `const history = await model.fit(x, y, {
  epochs: 100_000, batchSize: 32, validationSplit: 0.1,
  callbacks: { onEpochEnd: () => { model.stopTraining = true; } },
});
console.log("then " + tf.getBackend() + ", " + history.epoch.length + " epochs");`;

const AFTERWARDS = `const [a, b] = [x.dataSync(), doubled.dataSync()];
console.log("doubled " + (b.every((value, index) => Math.abs(value - 2 * a[index]) < 1e-6) ? "is right" : "is wrong"));
console.log("predicted " + model.predict(x).shape.join() + ", tested " + model.evaluate(x, y).length);`;

async function run(page: Page, id: string, source: string): Promise<string> {
  await write(page, id, source);
  await press(page, id);
  await untilStatus(page, id, ["done", "failed", "stopped"], TRAINING);
  return shown(page, id);
}

for (const { backend, name, flags } of GRAPHICS) {
  describe(`with ${name}, a fit`, () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await launch({ args: [...flags], gpu: true });
    });
    afterAll(() => browser?.close());

    test("goes to WASM when that is measured to be quicker, says so, and leaves all tensors usable", async () => {
      const page = await openWithGpu(browser, "");
      expect(await run(page, "first", SETUP)).toContain(`at first ${backend}`);
      expect(await page.locator("html").getAttribute("data-backend")).toBe(backend);
      // A GPU that gives no answer in time, as on a busy machine, is measured again at the next fit.
      await expect
        .poll(() => run(page, "second", TRAIN), { timeout: TRAINING, interval: 100 })
        .toContain("then wasm, 1 epochs");
      await page.locator('html[data-backend="wasm"]').waitFor();
      const badge = await page.locator(".badge-more").textContent();
      expect(badge).toMatch(
        /^WASM: Measured at the first fit of this model: \d+(\.\d)? ms per step here[,;] /,
      );
      expect(badge).toContain(`the GPU (${name})`);
      const afterwards = await run(page, "unrelated", AFTERWARDS);
      expect(afterwards).toContain("doubled is right");
      expect(afterwards).toContain("predicted 200,3, tested 2");
      expect(afterwards).not.toMatch(/performance|warn/i);
    });

    test("stays where the address asks for", async () => {
      const page = await openWithGpu(browser, `?backend=${backend}`);
      await run(page, "first", SETUP);
      expect(await run(page, "second", TRAIN.replace("epochs: 100", "epochs: 1"))).toContain(
        `then ${backend}`,
      );
      expect(await page.locator(".badge-more").textContent()).toContain("Asked for in the address");
    });
  });
}
