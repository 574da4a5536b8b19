import * as tf from "@tensorflow/tfjs";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type LayerCost,
  type LayerSpec,
  layerCost,
  locallyConnectedCost,
  type Shape,
} from "../../../../src/figures/maths/layer-cost.ts";
import { useCpu } from "./tensors.ts";

beforeAll(useCpu);

const padding = fc.constantFrom("same" as const, "valid" as const);
const conv: fc.Arbitrary<LayerSpec> = fc.record({
  type: fc.constant("conv" as const),
  filters: fc.integer({ min: 1, max: 5 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 2 }),
  padding,
  bias: fc.boolean(),
});
const pooling: fc.Arbitrary<LayerSpec> = fc.record({
  type: fc.constant("pool" as const),
  size: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  padding,
});
const dense: fc.Arbitrary<LayerSpec> = fc.record({
  type: fc.constant("dense" as const),
  units: fc.integer({ min: 1, max: 12 }),
  bias: fc.boolean(),
});

function kerasLayer(layer: LayerSpec): tf.layers.Layer {
  switch (layer.type) {
    case "conv":
      return tf.layers.conv2d({
        filters: layer.filters,
        kernelSize: layer.kernel,
        strides: layer.stride,
        padding: layer.padding === "same" ? "same" : "valid",
        useBias: layer.bias ?? true,
      });
    case "pool":
      return tf.layers.maxPooling2d({ poolSize: layer.size, strides: layer.stride, padding: layer.padding });
    case "dense":
      return tf.layers.dense({ units: layer.units, useBias: layer.bias ?? true });
  }
}

/** The cost of each layer of a sequential network. */
function networkCost(input: Shape, layers: readonly LayerSpec[]): readonly LayerCost[] {
  const costs: LayerCost[] = [];
  let shape = input;
  for (const layer of layers) {
    const cost = layerCost(shape, layer);
    costs.push(cost);
    shape = cost.output;
  }
  return costs;
}

describe("layerCost", () => {
  test("counts the parameters and shapes that TensorFlow.js counts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(conv, pooling), { maxLength: 2 }),
        dense,
        fc.integer({ min: 12, max: 16 }),
        (slid, last, side) => {
          const layers = [...slid, last];
          const costs = networkCost({ height: side, width: side, channels: 2 }, layers);
          const model = tf.sequential();
          model.add(tf.layers.inputLayer({ inputShape: [side, side, 2] }));
          for (const layer of slid) model.add(kerasLayer(layer));
          model.add(tf.layers.flatten());
          model.add(kerasLayer(last));
          expect(costs.reduce((sum, cost) => sum + cost.parameters, 0)).toBe(model.countParams());
          expect(costs.at(-1)?.output.channels).toBe(model.outputs[0]?.shape[1]);
          slid.forEach((_, index) => {
            const shape = model.layers[index + 1]?.outputShape;
            const output = costs[index]?.output;
            expect([null, output?.height, output?.width, output?.channels]).toEqual(shape);
          });
          model.dispose();
        },
      ),
      { numRuns: 30 },
    );
  });

  test("counts one multiplication per weight and position", () => {
    const layer = { type: "conv", filters: 4, kernel: 7, stride: 1, padding: "same" } as const;
    expect(layerCost({ height: 28, width: 28, channels: 1 }, layer)).toEqual({
      output: { height: 28, width: 28, channels: 4 },
      weights: 196,
      biases: 4,
      parameters: 200,
      multiplyAccumulates: 196 * 28 * 28,
    });
  });

  test("groups see only their share of the channels", () => {
    const layer = { type: "conv", filters: 256, kernel: 5, stride: 1, padding: "same", groups: 2 } as const;
    expect(layerCost({ height: 27, width: 27, channels: 96 }, layer).weights).toBe(5 * 5 * 48 * 256);
    expect(() => layerCost({ height: 27, width: 27, channels: 3 }, layer)).toThrow(
      "2 groups do not divide both 3 input channels",
    );
  });

  test("rejects a window larger than the input", () => {
    const layer = { type: "pool", size: 3, stride: 1, padding: "valid" } as const;
    expect(() => layerCost({ height: 2, width: 2, channels: 1 }, layer)).toThrow(
      "A window of 3 × 3 does not fit an input of 2 × 2",
    );
  });
});

describe("locallyConnectedCost", () => {
  const input = { height: 28, width: 28, channels: 3 };

  test("without padding has the convolution's output and multiplications, and one weight per multiplication", () => {
    const conv = { type: "conv", filters: 4, kernel: 7, stride: 1, padding: "valid" } as const;
    const shared = layerCost(input, conv);
    const local = locallyConnectedCost(input, conv);
    expect(local.output).toEqual(shared.output);
    expect(local.multiplyAccumulates).toBe(shared.multiplyAccumulates);
    expect(local.parameters).toBe(22 * 22 * 4 * (7 * 7 * 3 + 1));
  });

  test("has no weights for the zeros of padding: at most as many as a dense layer", () => {
    for (const kernel of [1, 3, 7, 27, 55, 99]) {
      const local = locallyConnectedCost(input, {
        type: "conv",
        filters: 2,
        kernel,
        stride: 1,
        padding: "same",
      });
      const before = Math.floor((kernel - 1) / 2);
      let inside = 0;
      for (let output = 0; output < 28; output++)
        for (let tap = 0; tap < kernel; tap++) {
          const cell = output - before + tap;
          if (cell >= 0 && cell < 28) inside += 1;
        }
      expect(local.weights).toBe(inside * inside * 3 * 2);
      expect(local.weights).toBeLessThanOrEqual(28 * 28 * 3 * 28 * 28 * 2);
    }
    const whole = locallyConnectedCost(input, {
      type: "conv",
      filters: 2,
      kernel: 55,
      stride: 1,
      padding: "same",
    });
    const dense = layerCost(input, { type: "dense", units: 28 * 28 * 2 });
    expect(whole.parameters).toBe(dense.parameters);
  });
});
