import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { internalsOf, type LossFunction } from "../../../../src/runtime/compiled/model-internals.ts";
import { runs } from "../../../support/runs.ts";
import { start } from "../start.ts";

const LOSSES = [
  "categoricalCrossentropy",
  "sparseCategoricalCrossentropy",
  "binaryCrossentropy",
  "meanSquaredError",
] as const;
const DTYPES = ["float32", "int32", "bool"] as const;

/** Outputs [samples, columns] and targets, from which each backend makes its own tensors. */
interface Example {
  readonly loss: (typeof LOSSES)[number];
  readonly dtype: (typeof DTYPES)[number];
  readonly shape: readonly [samples: number, columns: number];
  readonly outputs: readonly number[];
  readonly targets: readonly number[];
}

/** At and beyond the bounds to which probabilities are clipped. No sum of five is zero unless all are. */
const extreme = fc.constantFrom(0, 1, 1e-9, 1 - 1e-9, 2, -0.3, 100, 1e20);
const output = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0.05, max: 0.95, noNaN: true }) },
  { weight: 3, arbitrary: extreme },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

const example: fc.Arbitrary<Example> = fc
  .record({
    loss: fc.constantFrom(...LOSSES),
    dtype: fc.constantFrom(...DTYPES),
    shape: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 })),
  })
  .chain((known) => {
    const { loss, dtype, shape } = known;
    const [samples, columns] = shape;
    const isSparse = loss === "sparseCategoricalCrossentropy";
    const size = samples * (isSparse ? 1 : columns);
    const classes = fc.integer({ min: -1, max: columns });
    const number = isSparse
      ? classes
      : fc.constantFrom(0, 1, 1, 2, -1, ...(dtype === "float32" ? [0.3] : []));
    const target = dtype === "bool" ? fc.constantFrom(0, 1) : number;
    return fc.record({
      ...{ loss: fc.constant(loss), dtype: fc.constant(dtype), shape: fc.constant(shape) },
      outputs: fc.array(output, { minLength: samples * columns, maxLength: samples * columns }),
      targets: fc.array(target, { minLength: size, maxLength: size }),
    });
  });

const lossFunctions = new Map<string, LossFunction>();

/** As a model computes it on the current backend. */
function lossFunction(loss: string): LossFunction {
  const known = lossFunctions.get(loss);
  if (known !== undefined) return known;
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  model.compile({ optimizer: "sgd", loss });
  const lossOf = internalsOf(internalsOf(model).model as tf.LayersModel).lossFunctions[0];
  if (lossOf === undefined) throw new Error(`no loss function for ${loss}`);
  lossFunctions.set(loss, lossOf);
  return lossOf;
}

/** The losses of the samples, or what a function makes of them. */
type Evaluated = (losses: (x: tf.Tensor) => tf.Tensor, outputs: tf.Tensor) => tf.Tensor;

const evaluated: Readonly<Record<"values" | "gradient" | "secondGradient", Evaluated>> = {
  values: (losses, outputs) => losses(outputs),
  gradient: (losses, outputs) => tf.grad((x) => weighted(losses(x)))(outputs),
  secondGradient: (losses, outputs) => {
    const gradient = tf.grad((x) => weighted(losses(x.square())));
    return tf.grad((x) => gradient(x).square().sum())(outputs);
  },
};

function weighted(losses: tf.Tensor): tf.Tensor {
  return losses.mul(tf.range(1, losses.size + 1)).sum();
}

interface Evaluation {
  readonly values: readonly number[];
  /** Why TensorFlow.js rejects the example; empty if it does not. */
  readonly error: string;
  /** How many tensors the loss made. */
  readonly tensors: number;
}

async function run(
  backend: "cpu" | "wasm",
  { loss, dtype, shape, ...data }: Example,
  what: keyof typeof evaluated,
  lossOf = lossFunction(loss),
): Promise<Evaluation> {
  await start(backend);
  return tf.tidy(() => {
    const outputs = tf.tensor([...data.outputs], [...shape]);
    const targets = tf.tensor([...data.targets], [shape[0], data.targets.length / shape[0]], dtype);
    let tensors = 0;
    const losses = (x: tf.Tensor): tf.Tensor => {
      const before = tf.engine().state.numTensors;
      const result = lossOf(targets, x);
      tensors = tf.engine().state.numTensors - before;
      return result;
    };
    try {
      return { values: Array.from(evaluated[what](losses, outputs).dataSync()), error: "", tensors };
    } catch (error) {
      return { values: [], error: String(error), tensors };
    }
  });
}

async function expectSame(
  example: Example,
  what: keyof typeof evaluated,
): Promise<{ own: Evaluation; stock: Evaluation }> {
  const [stock, own] = [await run("cpu", example, what), await run("wasm", example, what)];
  expect(own.error).toBe(stock.error);
  expectClose(own.values, stock.values);
  return { own, stock };
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, at) => {
    const wanted = expected[at] ?? Number.NaN;
    if (Object.is(value, wanted)) return;
    const difference = Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
    expect(difference, `${at}: ${value}, wanted ${wanted}`).toBeLessThan(1e-4);
  });
}

/**
 * TensorFlow.js's formulas for probabilities that are not clipped: on the CPU backend, it cannot differentiate the
 * gradient of clipping. (Its second derivative of `exp`, in the binary cross-entropy, is wrong on every backend.)
 */
const UNCLIPPED: Readonly<Record<Example["loss"], LossFunction>> = {
  categoricalCrossentropy: crossentropy,
  sparseCategoricalCrossentropy: (t, x) => crossentropy(tf.oneHot(t.flatten().toInt(), x.shape[1] ?? 0), x),
  binaryCrossentropy: (t, x) => {
    const z = x.div(tf.sub(1, x)).log();
    return z.relu().sub(z.mul(t)).add(z.abs().neg().exp().log1p()).mean(-1);
  },
  meanSquaredError: (t, x) => t.sub(x).square().mean(-1),
};

function crossentropy(targets: tf.Tensor, outputs: tf.Tensor): tf.Tensor {
  return targets
    .mul(outputs.div(outputs.sum(-1, true)).log())
    .sum(-1)
    .neg();
}

/** Probabilities of two samples, none of them clipped. */
function usual(loss: Example["loss"], dtype: Example["dtype"]): Example {
  const targets = loss === "sparseCategoricalCrossentropy" ? [1, 0] : [0, 1, 0, 1, 0, 0];
  return { loss, dtype, shape: [2, 3], outputs: [0.3, 0.2, 0.5, 0.15, 0.8, 0.05], targets };
}

describe("losses of models", () => {
  beforeAll(() => start("wasm"), 600_000);

  test("are those of TensorFlow.js, and have its gradients", { timeout: 300_000 }, () =>
    fc.assert(
      fc.asyncProperty(example, async (example) => {
        await expectSame(example, "values");
        await expectSame(example, "gradient");
      }),
      { numRuns: runs(30) },
    ),
  );

  // TensorFlow.js takes class indices only as float32.
  const types = LOSSES.flatMap((loss) =>
    (loss === "sparseCategoricalCrossentropy" ? DTYPES.slice(0, 1) : DTYPES).map((dtype) => ({
      loss,
      dtype,
    })),
  );
  test.each(types)("$loss is one operation for targets of type $dtype", async ({ loss, dtype }) => {
    const { own, stock } = await expectSame(usual(loss, dtype), "gradient");
    expect(own.values.length).toBe(6);
    expect(own.tensors).toBeLessThan(5);
    expect(stock.tensors).toBeGreaterThan(own.tensors);
  });

  test.each(LOSSES)("the gradient of %s has the gradient that TensorFlow.js computes", async (loss) => {
    const data = usual(loss, "float32");
    const own = await run("wasm", data, "secondGradient");
    const formula = await run("cpu", data, "secondGradient", UNCLIPPED[loss]);
    expect([own.error, own.values.length]).toEqual(["", 6]);
    expectClose(own.values, formula.values);
  });
});
