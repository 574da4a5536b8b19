import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";
import { expectSameGradients, gradients, wideConvolution } from "./random-convolutions.ts";

describe("Conv2DBackpropFilter on WASM", () => {
  beforeAll(() => start("wasm"), 600_000);

  test("agrees with the CPU backend on random convolutions", { timeout: 1_200_000 }, () =>
    expectSameGradients(runs(300)),
  );

  test("agrees with the CPU backend on convolutions of many channels", { timeout: 1_200_000 }, () =>
    expectSameGradients(runs(15), wideConvolution),
  );

  test("leaks no tensors", async () => {
    await tf.setBackend("wasm");
    const [x, w] = [tf.ones<tf.Rank.R4>([2, 5, 5, 3]), tf.ones<tf.Rank.R4>([3, 3, 3, 2])];
    const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
    tf.tidy(() => void gradients(x, w, [2, 2], "same"));
    expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  });
});
