import * as tf from "@tensorflow/tfjs";
import type { Cases, Draw, Example } from "./draw.ts";

/** The reductions over any axes, which are named `attribute`. */
function reduction(
  attribute: "axis" | "reductionIndices",
  dtypes = (draw: Draw): tf.DataType => draw.numeric(),
) {
  return (draw: Draw): Example => {
    const shape = draw.shape();
    const axis = draw
      .axes(shape.length)
      .map((position) => (draw.once(4) ? position - shape.length : position));
    return {
      inputs: { x: draw.tensor(shape, dtypes(draw)) },
      attributes: { [attribute]: axis, keepDims: draw.boolean() },
    };
  };
}

function argument(draw: Draw): Example {
  const shape = draw.shape(1);
  return { inputs: { x: draw.tensor(shape, draw.numeric()) }, attributes: { axis: draw.axis(shape.length) } };
}

function cumulative(draw: Draw): Example {
  const shape = draw.shape(1);
  const attributes = {
    axis: draw.integer(0, shape.length - 1),
    exclusive: draw.boolean(),
    reverse: draw.boolean(),
  };
  return { inputs: { x: draw.tensor(shape, draw.numeric()) }, attributes };
}

function fourier(draw: Draw): Example {
  return { inputs: { input: draw.tensor([draw.integer(1, 3), draw.integer(1, 9)], "complex64") } };
}

/** The shapes of two batches of matrices to be multiplied. */
function matrices(draw: Draw) {
  const [rows, inner, columns] = [draw.length(9), draw.length(9), draw.length(9)];
  const [transposeA, transposeB] = [draw.boolean(), draw.boolean()];
  const batch = draw.lengths(draw.integer(0, 2), 3);
  const narrow = (): number[] => batch.map((length) => (draw.once(4) ? 1 : length));
  return {
    a: [...(draw.boolean() ? batch : narrow()), ...(transposeA ? [inner, rows] : [rows, inner])],
    b: [...narrow(), ...(transposeB ? [columns, inner] : [inner, columns])],
    columns,
    attributes: { transposeA, transposeB },
  };
}

/** The equations that a course uses, with the shapes of their operands. */
const EQUATIONS: readonly [string, ...(readonly string[])][] = [
  ["i->", "i"],
  ["ij->ji", "ij"],
  ["ij->i", "ij"],
  ["ij->", "ij"],
  ["i,i->", "i", "i"],
  ["i,i->i", "i", "i"],
  ["i,j->ij", "i", "j"],
  ["ij,jk->ik", "ij", "jk"],
  ["ij,kj->ik", "ij", "kj"],
  ["bij,bjk->bik", "bij", "bjk"],
  ["ij,ij->", "ij", "ij"],
];

const ACTIVATIONS = ["linear", "relu", "relu6", "elu", "sigmoid", "leakyrelu", "prelu"] as const;

export const REDUCTION_CASES: Cases = {
  [tf.All]: reduction("axis", () => "bool"),
  [tf.Any]: reduction("axis", () => "bool"),
  [tf.ArgMax]: argument,
  [tf.ArgMin]: argument,
  [tf.BatchMatMul](draw) {
    const { a, b, attributes } = matrices(draw);
    const dtype = draw.numeric();
    return { inputs: { a: draw.tensor(a, dtype), b: draw.tensor(b, dtype) }, attributes };
  },
  [tf._FusedMatMul](draw) {
    const { a, b, columns, attributes } = matrices(draw);
    const dtype = draw.once(4) ? draw.numeric() : "float32";
    const activation = draw.pick(...ACTIVATIONS);
    const bias = draw.boolean() ? draw.tensor([columns], dtype) : undefined;
    const preluActivationWeights = activation === "prelu" ? draw.tensor([columns]) : undefined;
    return {
      inputs: { a: draw.tensor(a, dtype), b: draw.tensor(b, dtype), bias, preluActivationWeights },
      attributes: { ...attributes, activation, leakyreluAlpha: draw.pick(0.2, 0.5) },
    };
  },
  [tf.Bincount](draw) {
    const length = draw.length(9);
    const size = draw.integer(1, 6);
    const weights = draw.tensor([draw.boolean() ? length : 0], draw.numeric());
    return { inputs: { x: draw.integers([length], 0, 7), weights }, attributes: { size } };
  },
  [tf.Cumprod]: cumulative,
  [tf.Cumsum]: cumulative,
  [tf.DenseBincount](draw) {
    const shape = draw.shape(1, 2);
    const weights = draw.tensor(draw.boolean() ? shape : [0], draw.numeric());
    const attributes = { size: draw.integer(1, 6), binaryOutput: draw.boolean() };
    return { inputs: { x: draw.integers(shape, 0, 7), weights }, attributes };
  },
  [tf.Einsum](draw) {
    const [equation, ...operands] = draw.pick(...EQUATIONS);
    const lengths = new Map([..."bijk"].map((letter) => [letter, draw.length()]));
    const dtype = draw.numeric();
    const inputs = operands.map((letters) => {
      const shape = [...letters].map((letter) => lengths.get(letter) ?? 1);
      return draw.tensor(shape, dtype);
    });
    return { inputs, attributes: { equation } };
  },
  [tf.FFT]: fourier,
  [tf.IFFT]: fourier,
  [tf.Max]: reduction("reductionIndices"),
  [tf.Mean]: reduction("axis"),
  [tf.Min]: reduction("axis"),
  [tf.Multinomial](draw) {
    const logits = draw.tensor([draw.integer(1, 3), draw.integer(2, 5)], "float32", "unit");
    const attributes = {
      numSamples: draw.integer(1, 6),
      seed: draw.pick(0.3, 5, 6.5),
      normalized: draw.boolean(),
    };
    return { inputs: { logits }, attributes };
  },
  [tf.Prod]: reduction("axis"),
  [tf.SearchSorted](draw) {
    const [rows, columns] = [draw.integer(1, 3), draw.length()];
    const dtype = draw.pick("float32", "int32");
    const sorted = draw.integers([rows, draw.integer(1, 6)], 0, 1, dtype);
    // Rising rows: each value is its column, and sometimes one more.
    const values = sorted.values.map((value, index) => (index % (sorted.shape[1] ?? 1)) + Number(value));
    const attributes = { side: draw.pick("left", "right") };
    return {
      inputs: { sortedSequence: { ...sorted, values }, values: draw.integers([rows, columns], -1, 7, dtype) },
      attributes,
    };
  },
  [tf.Softmax](draw) {
    const shape = draw.shape(1);
    return { inputs: { logits: draw.tensor(shape) }, attributes: { dim: shape.length - 1 } };
  },
  [tf.Sum]: reduction("axis"),
  [tf.TopK](draw) {
    const shape = draw.shape(1);
    const k = draw.integer(0, shape.at(-1) ?? 0);
    return {
      inputs: { x: draw.tensor(shape, draw.numeric()) },
      attributes: { k, sorted: !draw.once(4) },
    };
  },
  [tf.UnsortedSegmentSum](draw) {
    const shape = draw.shape(1, 3);
    const numSegments = draw.integer(1, 5);
    const segmentIds = draw.integers(shape.slice(0, 1), -1, numSegments);
    return { inputs: { x: draw.tensor(shape, draw.numeric()), segmentIds }, attributes: { numSegments } };
  },
};
