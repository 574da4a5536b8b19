import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainUnit } from "../../../../src/figures/inside-network/explain-unit.ts";
import type { Explanation, Unit } from "../../../../src/figures/inside-network/explanation.ts";
import type { LayerWeights } from "../../../../src/figures/inside-network/layer-weights.ts";
import { ACTIVATIONS } from "../../../../src/figures/maths/activation-functions.ts";
import { softmax } from "../../../../src/figures/maths/softmax.ts";
import { type Volume, valueAt, volume } from "../../../../src/figures/maths/volume.ts";
import { describeLayers } from "../../../../src/runtime/explore/describe-network.ts";

function weightsOf(layer: tf.layers.Layer): LayerWeights | null {
  const [kernel, bias] = layer.getWeights();
  if (kernel === undefined) return null;
  return {
    kernel: { shape: kernel.shape, values: Float32Array.from(kernel.dataSync()) },
    bias: bias === undefined ? null : Float32Array.from(bias.dataSync()),
  };
}

/** The value that an explanation says the unit has. */
function explainedValue(explanation: Explanation, input: Volume, unit: Unit): number {
  switch (explanation.type) {
    case "copy":
      return valueAt(input, explanation.from.row, explanation.from.column, explanation.from.channel);
    case "pool": {
      const { values, method } = explanation;
      return method === "max"
        ? Math.max(...values)
        : values.reduce((sum, value) => sum + value, 0) / values.length;
    }
    case "sum":
      return explanation.scores === null
        ? activate(explanation.activation, explanation.sum)
        : (softmax(explanation.scores)[unit.channel] ?? Number.NaN);
    case "unexplained":
      return Number.NaN;
  }
}

function activate(name: string, sum: number): number {
  if (name === "linear") return sum;
  const activation = Object.entries(ACTIVATIONS).find(([known]) => known === name)?.[1];
  return activation?.value(sum) ?? Number.NaN;
}

/** Compares every explained unit of a model's layers with what TensorFlow.js computes. */
function expectExplained(model: tf.Sequential, input: tf.Tensor4D): void {
  const described = describeLayers(model);
  let below: tf.Tensor = input;
  model.layers.forEach((layer, index) => {
    const above = layer.apply(below) as tf.Tensor;
    const shape = below.shape.slice(1);
    const [height = 1, width = 1, channels = 1] = shape.length === 1 ? [1, 1, ...shape] : shape;
    const from = volume(height, width, channels, below.dataSync());
    const [rows = 1, columns = 1, maps = 1] =
      above.shape.length === 2 ? [1, 1, above.shape[1]] : above.shape.slice(1);
    const values = above.dataSync();
    const description = described[index];
    if (description === undefined) throw new Error("A layer is not described.");
    for (let cell = 0; cell < values.length; cell += 1) {
      const unit = {
        row: Math.floor(cell / (columns * maps)),
        column: Math.floor(cell / maps) % columns,
        channel: cell % maps,
      };
      expect(unit.row).toBeLessThan(rows);
      const explanation = explainUnit(description, from, weightsOf(layer), unit);
      const value = explainedValue(explanation, from, unit);
      expect(value).toBeCloseTo(values[cell] ?? Number.NaN, 3);
    }
    below = above;
  });
}

describe("explainUnit", () => {
  it("agrees with TensorFlow.js for random small networks and images", () => {
    const settings = fc.record({
      side: fc.integer({ min: 4, max: 9 }),
      channels: fc.integer({ min: 1, max: 3 }),
      filters: fc.integer({ min: 1, max: 3 }),
      kernelSize: fc.integer({ min: 1, max: 4 }),
      strides: fc.integer({ min: 1, max: 2 }),
      padding: fc.constantFrom("same" as const, "valid" as const),
      activation: fc.constantFrom(
        "relu" as const,
        "elu" as const,
        "tanh" as const,
        "sigmoid" as const,
        "linear" as const,
      ),
      pooling: fc.constantFrom("max" as const, "average" as const),
    });
    fc.assert(
      fc.property(
        settings,
        ({ side, channels, filters, kernelSize, strides, padding, activation, pooling }) => {
          tf.tidy(() => {
            const window = { poolSize: 2, strides: 1, padding } as const;
            const model = tf.sequential({
              layers: [
                tf.layers.conv2d({
                  inputShape: [side, side, channels],
                  filters,
                  kernelSize,
                  strides,
                  padding: "same",
                  activation,
                  biasInitializer: "randomNormal",
                }),
                pooling === "max" ? tf.layers.maxPooling2d(window) : tf.layers.averagePooling2d(window),
                tf.layers.flatten(),
                tf.layers.dropout({ rate: 0.5 }),
                tf.layers.dense({ units: 3, activation: "softmax" }),
              ],
            });
            expectExplained(model, tf.randomNormal([1, side, side, channels]));
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it("says why a layer is not explained", () => {
    const [layer] = describeLayers(
      tf.sequential({ layers: [tf.layers.batchNormalization({ inputShape: [4, 4, 1] })] }),
    );
    if (layer === undefined) throw new Error("A layer is not described.");
    const unit = { row: 0, column: 0, channel: 0 };
    expect(explainUnit(layer, volume(4, 4, 1, new Float32Array(16)), null, unit)).toEqual({
      type: "unexplained",
      reason: "A BatchNormalization layer is shown, but not explained.",
    });
  });
});
