import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { LiveData } from "../../../../../src/runtime/backends/calibration/live-data.ts";
import { start } from "../../start.ts";

let live: LiveData;
const wait = (values: Promise<unknown>): Promise<unknown> => values;

function isOnWasm(tensor: tf.Tensor): boolean {
  return tf.findBackend("wasm").refCount(tensor.dataId) > 0;
}

describe("the data on a backend", () => {
  beforeAll(async () => {
    await start("wasm");
    await start("cpu");
    live = new LiveData(tf.backend());
  }, 60_000);

  test("moves to another completely, including clones, variables, strings and booleans", async () => {
    const tensor = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const tensors = [
      tensor,
      tensor.clone(),
      tf.variable(tensor),
      tf.tensor1d([1, -2], "int32"),
      tf.tensor1d([true, false], "bool"),
      tf.tensor1d(["a", "ü"], "string"),
      tf.tensor1d([], "float32"),
    ];
    const values = tensors.map((one) => one.arraySync());
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    await live.moveTo(tf.findBackend("wasm"), wait);
    expect(tensors.every(isOnWasm)).toBe(true);
    expect(tensors.map((one) => one.arraySync())).toEqual(values);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    tf.dispose(tensors);
    expect(tf.memory().numTensors).toBe(numTensors - tensors.length);
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers - 5);
  });

  test("stays disposed if it is disposed before or during the read", async () => {
    const [before, during, after] = [tf.ones([3]), tf.ones([3]), tf.ones([3])];
    const buffers = tf.memory().numDataBuffers;
    before.dispose();
    await live.moveTo(tf.findBackend("wasm"), async (values) => {
      await values;
      if (!during.isDisposed) during.dispose();
    });
    expect(isOnWasm(after)).toBe(true);
    expect(tf.memory().numDataBuffers).toBe(buffers - 2);
    after.dispose();
  });

  test("can be used while it moves, also across backends", async () => {
    const [one, other] = [tf.ones([2]), tf.ones([2])];
    await live.moveTo(tf.findBackend("wasm"), async (values) => {
      await values;
      expect(tf.add(one, other).arraySync()).toEqual([2, 2]);
    });
    expect(tf.add(one, other).arraySync()).toEqual([2, 2]);
    await live.moveTo(tf.findBackend("wasm"), wait);
    expect([one, other].every(isOnWasm)).toBe(true);
    tf.dispose([one, other]);
  });

  test("keeps complex tensors where they are, and usable", async () => {
    const complex = tf.complex([1, 2], [3, 4]);
    await live.moveTo(tf.findBackend("wasm"), wait);
    expect(tf.real(complex).arraySync()).toEqual([1, 2]);
    complex.dispose();
  });

  test("stays where it is if it cannot be read", async () => {
    const tensor = tf.ones([2]);
    const refuse = () => Promise.reject(new Error("the GPU is lost"));
    await expect(live.moveTo(tf.findBackend("wasm"), refuse)).rejects.toThrow("the GPU is lost");
    expect(isOnWasm(tensor)).toBe(false);
    expect(tensor.arraySync()).toEqual([1, 1]);
    tensor.dispose();
  });
});
