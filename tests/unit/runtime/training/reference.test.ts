import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import type {} from "../../../../src/runtime/training/compiled-steps.ts";
import { runs } from "../../../support/runs.ts";
import {
  decode,
  hasReference,
  lectureModel,
  readFashionMnist,
  readNadamTrace,
  splitToTensors,
  toTensors,
} from "../reference.ts";
import { start } from "../start.ts";

function largest(values: Float32Array): number {
  return values.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let max = 0;
  for (let index = 0; index < a.length; index++)
    max = Math.max(max, Math.abs((a[index] ?? NaN) - (b[index] ?? NaN)));
  return max;
}

/** Those of the trace. */
const STEPS = 20;
/** A training step on the CPU backend takes nearly a second. */
const CPU_STEPS = Math.min(runs(5), STEPS);

const ways = [
  { name: "compiled", backend: "wasm", compiled: true, steps: STEPS, lossWithin: 1e-5, weightsWithin: 1e-4 },
  { name: "on WASM", backend: "wasm", compiled: false, steps: STEPS, lossWithin: 1e-4, weightsWithin: 1e-3 },
  {
    name: "on the CPU backend",
    backend: "cpu",
    compiled: false,
    steps: CPU_STEPS,
    lossWithin: 1e-4,
    weightsWithin: 1e-3,
  },
] as const;

describe.skipIf(!hasReference)("the lecture's first 20 steps, against a float64 trace", () => {
  const train = hasReference
    ? readFashionMnist().train()
    : { images: new Float32Array(), labels: new Float32Array(), length: 0 };
  const first = (length: number) => ({
    images: train.images.subarray(0, length * 784),
    labels: train.labels.subarray(0, length),
    length,
  });

  for (const { name, backend, compiled, steps, lossWithin, weightsWithin } of ways) {
    const compared = steps === STEPS ? "losses and final weights" : `losses of ${steps} steps`;
    test(`${name}: ${compared}`, { timeout: 600_000 }, async () => {
      await start(backend);
      const trace = readNadamTrace();
      const model = lectureModel();
      model.setWeights(toTensors(trace.initialWeights));
      const { x, y } = splitToTensors(first(steps * 32));
      const losses: number[] = [];
      await model.fit(x, y, {
        batchSize: 32,
        shuffle: false,
        verbose: 0,
        compiled,
        callbacks: { onBatchEnd: (_batch, logs) => void losses.push(logs?.["loss"] ?? Number.NaN) },
      });
      expect(distance(losses, trace.lossBeforeEachStep.slice(0, steps))).toBeLessThan(lossWithin);
      if (steps < STEPS) return;
      for (const [index, [weight, expected]] of Object.entries(trace.finalWeights).entries()) {
        const actual = await model.getWeights()[index]?.data();
        expect(distance(actual ?? [], decode(expected)), weight).toBeLessThan(weightsWithin);
      }
    });
  }

  for (const backend of ["wasm", "cpu"] as const) {
    test(`on ${backend}: gradients of the first step`, { timeout: 600_000 }, async () => {
      await start(backend);
      const trace = readNadamTrace();
      const model = lectureModel();
      model.setWeights(toTensors(trace.initialWeights));
      const { x, y } = splitToTensors(first(32));
      const loss = (): tf.Scalar => {
        const probabilities = model.apply(x, { training: true }) as tf.Tensor2D;
        const chosen = tf.oneHot(y.toInt(), 10).mul(probabilities).sum(-1);
        return chosen.clipByValue(1e-7, 1).log().mean().neg().asScalar();
      };
      const { grads } = tf.variableGrads(loss);
      const variables = model.trainableWeights.map((weight) => weight.name);
      for (const [index, [name, expected]] of Object.entries(trace.gradientsAtStep1).entries()) {
        const gradient = Object.entries(grads).find(([key]) => variables[index] === key)?.[1];
        const values = decode(expected);
        expect(distance((await gradient?.data()) ?? [], values) / largest(values), name).toBeLessThan(1e-4);
      }
    });
  }
});
