import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { GpuWatch } from "../../../../src/runtime/backends/gpu-loss.ts";
import { startSecondWasm } from "../../../../src/runtime/backends/wasm-backend.ts";
import { installFitPatches, kernelBinaries, start } from "../start.ts";

/** The CPU backend in the role of the GPU, which it can lose. */
const gl = { canvas: new EventTarget(), isContextLost: () => isLost };
let isLost = false;
const reports: string[] = [];
let watch: GpuWatch;

beforeAll(async () => {
  await start("cpu");
  await installFitPatches();
  const backend = tf.backend();
  const read = backend.read.bind(backend);
  // As from a lost GPU: nothing arrives any more.
  backend.read = (id) => (isLost ? new Promise(() => undefined) : read(id));
  Object.assign(backend, { gpgpu: { gl } });
  watch = new GpuWatch({
    name: "cpu",
    startWasm: async () => startSecondWasm(await kernelBinaries()),
    report: (name, reason) => reports.push(`${name}: ${reason}`),
  });
});

/** What a lost GPU does to values in its memory. */
function loseValues({ dataId }: tf.Tensor): void {
  const { data } = tf.findBackend("cpu") as unknown as { data: tf.DataStorage<{ values?: unknown }> };
  delete data.get(dataId).values;
}

test("a lost GPU fails what waits for it, and the model goes on with its last epoch on WASM", async () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const [x, y, data, small] = [tf.ones([8, 3]), tf.zeros([8, 2]), tf.ones([4]), tf.scalar(7)];
  const kernel = (): tf.Tensor => model.getWeights()[0] ?? tf.scalar(0);
  const kernels: number[][] = [];
  const fit = model.fit(x, y, {
    epochs: 10,
    batchSize: 4,
    verbose: 0,
    callbacks: {
      onEpochEnd: async () => void kernels.push([...(await kernel().data())]),
      onBatchEnd: (batch) => {
        if (kernels.length < 2 || batch < 1) return;
        isLost = true;
        for (const tensor of [data, ...model.getWeights()]) loseValues(tensor);
        gl.canvas.dispatchEvent(new Event("webglcontextlost"));
      },
    },
  });
  await expect(fit).rejects.toThrow(/^The GPU was lost.*Cells run on the processor from now on/);
  expect(reports).toEqual(["wasm: The GPU was lost."]);
  expect(tf.getBackend()).toBe("wasm");
  expect([...(await kernel().data())]).toEqual(kernels[1]);
  await expect(data.data()).rejects.toThrow("The GPU was lost");
  expect(() => data.add(1)).toThrow("The GPU was lost");
  // It had not been sent to the GPU.
  expect([...(await small.add(1).data())]).toEqual([8]);
  expect((await model.fit(x, y, { epochs: 1, verbose: 0 })).epoch).toEqual([0]);
  expect(await watch.explain(new Error("Unable to create a shader."))).toMatchObject({ name: "GpuLost" });
});
