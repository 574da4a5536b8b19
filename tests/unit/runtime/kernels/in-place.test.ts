import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Engine } from "../../../../src/runtime/kernels/engine.ts";
import { runningEngine } from "../../../../src/runtime/kernels/register.ts";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";

/** A dataset that is large enough to be computed in place. */
const SHAPE: [number, number] = [1_250, 800];
const COUNT = SHAPE[0] * SHAPE[1];

/** Positions whose values are compared. */
const SAMPLE = [0, 1, 799, 800, 401_234, 998_400, COUNT - 1];

const value = (index: number): number => (index % 1_000) + 1;

function dataset(): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: COUNT }, (_, index) => value(index)),
    SHAPE,
  );
}

function sampleOf(tensor: tf.Tensor): number[] {
  const values = tensor.dataSync();
  return SAMPLE.map((index) => values[index] ?? Number.NaN);
}

const step = fc.record({
  type: fc.constantFrom("add", "sub", "maximum", "addRow", "dispose", "clone", "reshape", "tidy", "read"),
  a: fc.nat({ max: 20 }),
  b: fc.nat({ max: 20 }),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A tensor, and what it holds at the positions of the sample. */
type Known = {
  readonly tensor: tf.Tensor;
  readonly values: number[];
};

const OPERATIONS = {
  add: [tf.add, (x: number, y: number) => x + y],
  sub: [tf.sub, (x: number, y: number) => x - y],
  maximum: [tf.maximum, Math.max],
} as const;

function combined(a: Known, b: Known, type: keyof typeof OPERATIONS): Known {
  const [operation, scalar] = OPERATIONS[type];
  return {
    tensor: operation(a.tensor.reshape(SHAPE), b.tensor.reshape(SHAPE)),
    values: a.values.map((x, index) => scalar(x, b.values[index] ?? Number.NaN)),
  };
}

/** What is left of the tensors that the steps make of a dataset, share, read and dispose. */
function runSteps(steps: readonly Step[]): Known[] {
  const known: Known[] = [{ tensor: dataset(), values: SAMPLE.map(value) }];
  for (const { type, a, b } of steps) {
    const [first, second] = [known[a % known.length], known[b % known.length]];
    if (first === undefined || second === undefined) break;
    const { tensor, values } = first;
    if (type === "add" || type === "sub" || type === "maximum") known.push(combined(first, second, type));
    if (type === "addRow") {
      const row = tf.fill([800], b);
      known.push({ tensor: tensor.reshape(SHAPE).add(row), values: values.map((one) => one + b) });
      row.dispose();
    }
    if (type === "clone") known.push({ tensor: tensor.clone(), values });
    if (type === "reshape") known.push({ tensor: tensor.reshape([10, 125, 800]), values });
    if (type === "read") expect(sampleOf(tensor)).toEqual(values);
    if (type === "tidy")
      known.push({
        tensor: tf.tidy(() => tensor.mul(2).sub(tensor)),
        values: values.map((one) => one * 2 - one),
      });
    if (type === "dispose" && known.length > 1) known.splice(a % known.length, 1)[0]?.tensor.dispose();
  }
  return known;
}

describe("a large result of an element-wise operation", () => {
  let engine: Engine;
  const addressOf = (tensor: tf.Tensor): number => engine.address(tensor);

  beforeAll(async () => {
    await start("wasm");
    const running = runningEngine();
    if (running === undefined) throw new Error("The kernels do not run.");
    engine = running;
  }, 600_000);

  /** Addresses of the operand and of the result. */
  function addresses(run: (x: tf.Tensor) => tf.Tensor): [operand: number, result: number] {
    let operand = 0;
    const result = tf.tidy(() => {
      const x = dataset();
      operand = addressOf(x);
      return run(x);
    });
    const found = addressOf(result);
    result.dispose();
    return [operand, found];
  }

  test("takes the memory of an operand that is disposed next", () => {
    const [operand, result] = addresses((x) => {
      const y = x.sub(1);
      x.dispose();
      const z = y.div(tf.range(1, 801));
      y.dispose();
      return z.expandDims(0);
    });
    expect(result).toBe(operand);
  });

  test("takes the memory of an operand that the end of the scope disposes", () => {
    const [operand, result] = addresses((x) => x.mul(2));
    expect(result).toBe(operand);
  });

  test("has memory of its own if the operand stays", () => {
    const [operand, result] = addresses((x) => tf.keep(x).mul(2));
    expect(result).not.toBe(operand);
  });

  test("has memory of its own if a clone of the operand stays, whose values do not change", () => {
    let clone: tf.Tensor | undefined;
    const [operand, result] = addresses((x) => {
      clone = tf.keep(x.clone());
      return x.mul(2);
    });
    expect(result).not.toBe(operand);
    expect(clone && sampleOf(clone)).toEqual(SAMPLE.map(value));
    clone?.dispose();
  });

  test("is computed before an operand that is repeated is disposed, or changes", () => {
    const row = tf.variable(tf.ones([800]));
    const result = tf.tidy(() => {
      const [x, offset] = [dataset(), tf.fill([800], 5)];
      const y = x.add(offset.reshape([1, 800]));
      offset.dispose();
      const z = y.mul(row);
      row.assign(tf.zeros([800]));
      tf.fill([800], 7);
      return z;
    });
    expect(sampleOf(result)).toEqual(SAMPLE.map((index) => value(index) + 5));
    tf.dispose([row, result]);
  });

  test("has other memory than what is made after it", () => {
    const [first, second] = tf.tidy(() => {
      const y = dataset().sub(1);
      return [y, tf.zeros(SHAPE)];
    });
    expect(sampleOf(first as tf.Tensor)).toEqual(SAMPLE.map((index) => value(index) - 1));
    tf.dispose([first, second]);
  });

  test("leaves no memory when it is disposed without having been read", () => {
    const before = [tf.memory().numBytes, engine.backend.numDataIds()];
    tf.tidy(() => void dataset().sub(1).dispose());
    expect([tf.memory().numBytes, engine.backend.numDataIds()]).toEqual(before);
  });

  test("is part of the time that its operation takes", () => {
    const combine = vi.spyOn(engine.kernels, "combine");
    tf.tidy(() => {
      const x = dataset();
      void tf.time(() => void x.mul(2));
      expect(combine).toHaveBeenCalledTimes(1);
    });
    combine.mockRestore();
  });

  test("is what it would be in memory of its own, whatever is disposed, shared or read meanwhile", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const before = tf.memory().numTensors;
        const left = tf.tidy(() => runSteps(steps));
        for (const { tensor, values } of left) expect(sampleOf(tensor)).toEqual(values);
        tf.dispose(left.map(({ tensor }) => tensor));
        expect(tf.memory().numTensors).toBe(before);
      }),
      { numRuns: runs(15) },
    );
  }, 600_000);
});
