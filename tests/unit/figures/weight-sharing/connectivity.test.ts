import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import {
  CELLS,
  connectionsOf,
  countWeights,
  inFocus,
  TAPS,
} from "../../../../src/figures/weight-sharing/connectivity.ts";

describe("connectionsOf", () => {
  test("has as many weights as the same layers in TensorFlow.js", () => {
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

  test("a convolution has the connections of local windows, with fewer weights", () => {
    const local = connectionsOf("local");
    const convolution = connectionsOf("convolution");
    const ends = (lines: typeof local) => lines.map(({ input, output }) => [input, output]);
    expect(ends(convolution)).toEqual(ends(local));
    expect(countWeights(local)).toBe(local.length);
  });

  test("a weight of a convolution is used wherever it fits, others once", () => {
    const uses = (connectivity: "dense" | "local" | "convolution", tap: number) =>
      inFocus(connectionsOf(connectivity), { type: "weight", output: 4, tap }).length;
    expect([0, 1, 2].map((tap) => uses("convolution", tap))).toEqual([CELLS - 1, CELLS, CELLS - 1]);
    expect([uses("dense", 0), uses("local", 0)]).toEqual([1, 1]);
    expect(inFocus(connectionsOf("dense"), { type: "output", output: 2 })).toHaveLength(CELLS);
    expect(inFocus(connectionsOf("local"), { type: "output", output: 0 })).toHaveLength(TAPS - 1);
  });
});
