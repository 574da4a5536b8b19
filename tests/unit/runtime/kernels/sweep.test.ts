import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";
import { CASES, GRADIENT_KERNELS } from "./sweep/cases.ts";
import { type Case, Draw, type Example } from "./sweep/draw.ts";
import { MemoryGuard } from "./sweep/memory-guard.ts";
import { differences, type Outcome, outcomeOf } from "./sweep/outcome.ts";

/** TensorFlow.js defines gradients for these, although their inputs or outputs are not float32. */
const WITHOUT_GRADIENTS: readonly string[] = [
  tf.ArgMax,
  tf.ArgMin,
  tf.ComplexAbs,
  tf.FloorDiv,
  tf.GreaterEqual,
  tf.IsFinite,
  tf.IsInf,
  tf.IsNan,
  tf.OneHot,
];

async function outcomesOf(backend: "wasm" | "cpu", kernel: string, examples: readonly Example[]) {
  await tf.setBackend(backend);
  const guard = new MemoryGuard();
  const outcomes = examples.map((example) => outcomeOf(kernel, example));
  guard.check();
  return outcomes;
}

interface Comparison {
  readonly example: Example;
  readonly wasm: Outcome;
  readonly cpu: Outcome;
}

/** Random examples that the CPU backend accepts. Others may do on WASM what they like, but for breaking its memory. */
async function compare(kernel: string, draw: Case): Promise<readonly Comparison[]> {
  const sample = (count: number, onlyFloats: boolean): Example[] =>
    fc.sample(
      fc.gen().map((generate) => draw(new Draw(generate, onlyFloats))),
      count,
    );
  const examples = [...sample(runs(4), true), ...sample(runs(8), false)];
  const wasm = await outcomesOf("wasm", kernel, examples);
  const cpu = await outcomesOf("cpu", kernel, examples);
  return examples.flatMap((example, index) => {
    const [onWasm, onCpu] = [wasm[index], cpu[index]];
    const isAccepted = onWasm !== undefined && onCpu !== undefined && onCpu.error === undefined;
    return isAccepted && onCpu.outputs.every(isComplete) ? [{ example, wasm: onWasm, cpu: onCpu }] : [];
  });
}

/** The CPU backend leaves values out where both batches of a matrix product would have to be broadcast. */
function isComplete({ shape, values }: Outcome["outputs"][number]): boolean {
  return values.length >= tf.util.sizeFromShape([...shape]);
}

function print({ inputs, attributes }: Example): string {
  const named = (_: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return JSON.stringify({ attributes, inputs }, named);
}

describe("WASM gives what the CPU backend gives, with gradients:", () => {
  beforeAll(async () => {
    vi.stubGlobal("ImageData", class {});
    await start("wasm");
  }, 600_000);
  afterAll(() => void vi.unstubAllGlobals());

  for (const [kernel, draw] of Object.entries(CASES)) {
    test(kernel, { timeout: 1_200_000 }, async () => {
      const run = vi.spyOn(tf.engine(), "runKernel");
      const comparisons = await compare(kernel, draw);
      const called = new Set(run.mock.calls.map(([name]) => name));
      run.mockRestore();
      for (const name of [kernel, ...(GRADIENT_KERNELS[kernel] ?? [])]) expect(called).toContain(name);
      expect(comparisons.length, "examples that the CPU backend accepts").toBeGreaterThanOrEqual(runs(4));
      for (const { example, wasm, cpu } of comparisons)
        expect(differences(wasm, cpu), print(example)).toEqual([]);
      const hasGradients = comparisons.some(({ cpu }) => cpu.gradients.length > 0);
      expect(hasGradients, "gradients were compared").toBe(
        tf.getGradient(kernel) != null && !WITHOUT_GRADIENTS.includes(kernel),
      );
    });
  }

  test("no kernel is left out", () => {
    const kernels = tf.getKernelsForBackend("cpu").map(({ kernelName }) => kernelName);
    const covered = [...Object.keys(CASES), ...Object.values(GRADIENT_KERNELS).flat()];
    expect(covered.toSorted()).toEqual(kernels.toSorted());
  });
});

/** Reported by students and instructors, or found by reading. */
const reported: Readonly<Record<string, readonly [compute: () => tf.Tensor, values: readonly unknown[]]>> = {
  "a depthwise convolution with a stride longer than the filter": [
    () => tf.depthwiseConv2d(tf.ones<tf.Rank.R4>([1, 4, 4, 1]), tf.ones<tf.Rank.R4>([3, 1, 1, 1]), 2, "same"),
    [3, 3, 2, 2],
  ],
  "a depthwise convolution with stride 3 and a filter of 2 × 2": [
    () => tf.depthwiseConv2d(tf.ones<tf.Rank.R4>([1, 6, 6, 1]), tf.ones<tf.Rank.R4>([2, 2, 1, 1]), 3, "same"),
    [4, 4, 4, 4],
  ],
  "maxPool3d of negative values": [
    () => tf.maxPool3d(tf.fill([1, 2, 2, 2, 1], -3) as tf.Tensor5D, 2, 2, "valid"),
    [-3],
  ],
  "clipByValue of integers": [() => tf.clipByValue(tf.tensor1d([1, 5, 9], "int32"), 2, 6), [2, 5, 6]],
  "einsum of two vectors": [() => tf.einsum("i,i->", tf.tensor1d([1, 2]), tf.tensor1d([3, 4])), [11]],
  "a confusion matrix": [
    () => tf.math.confusionMatrix(tf.tensor1d([0, 1, 1], "int32"), tf.tensor1d([0, 0, 1], "int32"), 2),
    [1, 0, 1, 1],
  ],
  "oneHot of float32": [() => tf.oneHot(tf.tensor1d([1], "int32"), 2, 1, 0, "float32"), [0, 1]],
  "a string that is repeated": [() => tf.fill([2], "a", "string"), ["a", "a"]],
  "ReLU of a NaN that was computed": [
    () => tf.relu(tf.tensor1d([Number.POSITIVE_INFINITY]).mul(0)),
    [Number.NaN],
  ],
  "a Fourier transform": [() => tf.real(tf.fft(tf.complex([1, 2, 3], [0, 0, 0]))), [6, -1.5, -1.5]],
  "complex numbers that are reshaped and multiplied": [
    () =>
      tf.imag(
        tf
          .complex([1, 2], [3, 4])
          .reshape([2, 1])
          .mul(tf.complex([[1], [1]], [[1], [1]])),
      ),
    [4, 6],
  ],
};

describe("WASM computes what was reported as wrong:", () => {
  beforeAll(() => start("wasm"), 600_000);

  for (const [name, [compute, values]] of Object.entries(reported)) {
    test(name, async () => {
      await tf.setBackend("wasm");
      const found: ArrayLike<unknown> = tf.tidy(() => compute().dataSync<tf.DataType>());
      expect(Array.from(found, (value) => (typeof value === "number" ? Math.fround(value) : value))).toEqual(
        values,
      );
    });
  }

  test("a product of two batches that would both have to be broadcast is refused", async () => {
    await tf.setBackend("wasm");
    const product = () => tf.matMul(tf.ones([1, 3, 2, 2], "int32"), tf.ones([2, 1, 2, 2], "int32"));
    expect(product).toThrow("it broadcasts one operand of a matrix product, but not both");
  });

  test("multinomial draws something else each time", async () => {
    await tf.setBackend("wasm");
    const draws = Array.from({ length: 5 }, () =>
      tf
        .multinomial(tf.zeros([16]) as tf.Tensor1D, 20)
        .dataSync()
        .join(),
    );
    expect(new Set(draws).size).toBeGreaterThan(1);
  });
});
