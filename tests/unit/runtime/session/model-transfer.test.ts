import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { ModelArtifacts, weightBytes } from "../../../../src/protocol/saved-model.ts";
import { type OpenSession, openSession } from "./open-session.ts";

let page: OpenSession;

beforeAll(async () => {
  page = await openSession();
  await page.run(
    "network",
    `import * as tf from "@tensorflow/tfjs";
     const build = (units: number) => tf.sequential({ layers: [
       tf.layers.dense({ units, inputShape: [3] }), tf.layers.batchNormalization() ] });
     const model = build(2);
     const other = build(4);
     const gone = build(1);
     gone.dispose();
     const notAModel = { weights: [] };
     model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
     await model.fit(tf.ones([8, 3]), tf.ones([8, 2]), { epochs: 1, verbose: 0 });`,
  );
});
afterAll(() => page.close());

/** The first event of the type since the last call. */
let seen = 0;
async function answer<Type extends RuntimeEvent["type"]>(type: Type) {
  type Event = Extract<RuntimeEvent, { type: Type }>;
  const found = await page.until(
    (event): event is Event => event.type === type && page.events.indexOf(event) >= seen,
  );
  seen = page.events.indexOf(found) + 1;
  return found;
}

const print = async (source: string) => {
  const run = page.send("print", `console.log(${source});`);
  await page.ended(run);
  return page.text(run);
};
const prediction = () => print("(model.predict(tf.ones([1, 3])) as tf.Tensor).dataSync().join()");

async function read(): Promise<ModelArtifacts> {
  page.session.handle({ type: "read-model", variable: "model", part: 0 });
  const { text, parts } = await answer("model-part");
  expect(parts).toBe(1);
  return v.parse(ModelArtifacts, JSON.parse(text));
}

function bytesOf({ weightData }: ModelArtifacts): ArrayBuffer {
  return Uint8Array.from(Buffer.from(weightData, "base64")).buffer;
}

describe("models in the cells' variables", () => {
  test("are listed with the size of their weights", async () => {
    page.session.handle({ type: "list-models" });
    expect((await answer("models")).models).toEqual([
      { variable: "model", bytes: 4 * (3 * 2 + 2 + 4 * 2) },
      { variable: "other", bytes: 4 * (3 * 4 + 4 + 4 * 4) },
    ]);
  });

  test("are saved in TensorFlow.js's format, and get their weights again", async () => {
    const saved = await read();
    expect(saved.weightSpecs.map(({ shape }) => shape)).toEqual([[3, 2], [2], [2], [2], [2], [2]]);
    expect(bytesOf(saved).byteLength).toBe(weightBytes(saved.weightSpecs));
    expect(saved.modelTopology).toMatchObject({ class_name: "Sequential" });
    const trained = await prediction();
    await page.run("forget", "model.setWeights(model.getWeights().map((weight) => weight.mul(0).add(0.5)));");
    expect(await prediction()).not.toBe(trained);
    page.session.handle({
      type: "load-model",
      variable: "model",
      weightSpecs: saved.weightSpecs,
      weights: bytesOf(saved),
    });
    await answer("model-loaded");
    expect(await prediction()).toBe(trained);
  });

  test("are loaded by TensorFlow.js itself from what was saved", async () => {
    const saved = await read();
    const { weightData, ...rest } = saved;
    const run = page.send(
      "reload",
      `const artifacts = ${JSON.stringify(rest)};
       const weightData = Uint8Array.from(atob("${weightData}"), (letter) => letter.charCodeAt(0)).buffer;
       const copy = await tf.loadLayersModel(tf.io.fromMemory({ ...artifacts, weightData }));
       console.log((copy.predict(tf.ones([1, 3])) as tf.Tensor).dataSync().join());`,
    );
    expect(await page.ended(run)).toMatchObject({ type: "done" });
    // The last digit may differ: only the model that was compiled for training predicts by the compiled step.
    const [loaded, original] = [numbersOf(page.text(run)), numbersOf(await prediction())];
    expect(loaded.length).toBe(original.length);
    loaded.forEach((value, index) => void expect(value).toBeCloseTo(original[index] ?? Number.NaN, 5));
  });

  test("that are built in another way are left as they are, and the reason is named", async () => {
    const saved = await read();
    const before = await print("other.getWeights()[0].dataSync().join()");
    page.session.handle({
      type: "load-model",
      variable: "other",
      weightSpecs: saved.weightSpecs,
      weights: bytesOf(saved),
    });
    expect((await answer("model-failed")).message).toMatch(/shape \[3,2\], and the model here \[3,4\]/);
    expect(await print("other.getWeights()[0].dataSync().join()")).toBe(before);
  });

  test.each(["missing", "gone", "notAModel"])("that are not there are named: %s", async (variable) => {
    page.session.handle({ type: "read-model", variable, part: 0 });
    expect(await answer("model-failed")).toMatchObject({
      variable,
      message: expect.stringMatching(/no model in the variable .* Run the cell that builds it/),
    });
  });
});

function numbersOf(printed: string): number[] {
  return printed.split(",").map(Number);
}
