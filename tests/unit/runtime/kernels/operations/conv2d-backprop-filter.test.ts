import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../../support/runs.ts";
import { start } from "../../start.ts";
import { expectSameGradients, gradients, wideConvolution } from "../random-convolutions.ts";

describe("Conv2DBackpropFilter on WASM", () => {
  beforeAll(() => start("wasm"), 600_000);

  test("agrees with the CPU backend on random convolutions", { timeout: 1_200_000 }, () =>
    expectSameGradients(runs(300)),
  );

  test("agrees with the CPU backend on convolutions of many channels", { timeout: 1_200_000 }, () =>
    expectSameGradients(runs(15), wideConvolution, 5e-4),
  );

  test.each([
    [3, 2],
    [4, 3],
    [2, 4],
  ])("knows the size of the output of %i × %i filters with numeric padding", async (rows, columns) => {
    const x = tf.randomUniform<tf.Rank.R4>([2, 5, 5, 4], -1, 1, "float32", 3);
    const w = tf.randomUniform<tf.Rank.R4>([rows, columns, 4, 3], -1, 1, "float32", 5);
    const run = async (backend: "wasm" | "cpu") => {
      await tf.setBackend(backend);
      return tf.tidy(() => gradients(x, w, [1, 1], 1).flatMap(({ values }) => values));
    };
    const [wasm, cpu] = [await run("wasm"), await run("cpu")];
    expect(Math.max(...wasm.map((value, at) => Math.abs(value - (cpu[at] ?? Number.NaN))))).toBeLessThan(
      1e-4,
    );
  });

  test("leaks no tensors", async () => {
    await tf.setBackend("wasm");
    const [x, w] = [tf.ones<tf.Rank.R4>([2, 5, 5, 3]), tf.ones<tf.Rank.R4>([3, 3, 3, 2])];
    const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    tf.tidy(() => void gradients(x, w, [2, 2], "same"));
    expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  });
});
