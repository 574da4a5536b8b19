import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { layerCost, locallyConnectedCost } from "../../../../src/figures/maths/layer-cost.ts";
import {
  CELLS,
  connectionsOf,
  countWeights,
  inFocus,
  TAPS,
} from "../../../../src/figures/weight-sharing/connections.ts";

describe("the drawing of the layers", () => {
  test("has as many weights as TensorFlow.js counts for a dense and a convolutional layer of its size", () => {
    const dense = tf.layers.dense({ units: CELLS, useBias: false, inputShape: [CELLS] });
    const conv = tf.layers.conv1d({
      filters: 1,
      kernelSize: TAPS,
      padding: "same",
      useBias: false,
      inputShape: [CELLS, 1],
    });
    expect(countWeights(connectionsOf("dense"))).toBe(tf.sequential({ layers: [dense] }).countParams());
    expect(countWeights(connectionsOf("convolution"))).toBe(tf.sequential({ layers: [conv] }).countParams());
  });

  test("a convolution multiplies as often as local windows; only its weights are fewer", () => {
    const local = connectionsOf("local");
    const convolution = connectionsOf("convolution");
    const ends = (lines: typeof local) => lines.map(({ input, output }) => [input, output]);
    expect(ends(convolution)).toEqual(ends(local));
    expect(countWeights(local)).toBe(local.length);
  });

  test("a weight of a convolution is used at every place that it fits, others once", () => {
    const uses = (wiring: "dense" | "local" | "convolution", tap: number) =>
      inFocus(connectionsOf(wiring), { kind: "weight", output: 4, tap }).length;
    expect([0, 1, 2].map((tap) => uses("convolution", tap))).toEqual([CELLS - 1, CELLS, CELLS - 1]);
    expect([uses("dense", 0), uses("local", 0)]).toEqual([1, 1]);
    expect(inFocus(connectionsOf("dense"), { kind: "output", output: 2 })).toHaveLength(CELLS);
    expect(inFocus(connectionsOf("local"), { kind: "output", output: 0 })).toHaveLength(TAPS - 1);
  });
});

describe("locallyConnectedCost", () => {
  test("has the convolution's output and multiplications, and a weight for each of them", () => {
    const input = { height: 28, width: 28, channels: 3 };
    const conv = { type: "conv", filters: 4, kernel: 7, stride: 1, padding: "same" } as const;
    const shared = layerCost(input, conv);
    const local = locallyConnectedCost(input, conv);
    expect(local.output).toEqual(shared.output);
    expect(local.multiplyAccumulates).toBe(shared.multiplyAccumulates);
    expect(local.parameters).toBe(28 * 28 * 4 * (7 * 7 * 3 + 1));
  });
});
