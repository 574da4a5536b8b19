import * as tf from "@tensorflow/tfjs";
import type { Cases, Draw, Example, Value } from "./draw.ts";

function integers(values: readonly number[], shape: readonly number[] = [values.length]): Value {
  return { shape, dtype: "int32", values };
}

/** The rows of a ragged tensor as positions in its values: 0, then rising to `end`. */
function splits(draw: Draw, rows: number, end: number): number[] {
  const inner = draw.list(Math.max(0, rows - 1), 0, end).toSorted((a, b) => a - b);
  return rows === 0 ? [0] : [0, ...inner, end];
}

function segments(draw: Draw): Example {
  const data = draw.tensor([draw.integer(1, 5), ...draw.shape(0, 2)], draw.pick("float32", "int32"));
  const count = draw.length();
  const indices = draw.integers([count], 0, (data.shape[0] ?? 1) - 1);
  const segmentIds = integers(draw.list(count, 0, 3).toSorted((a, b) => a - b));
  return { inputs: { data, indices, segmentIds } };
}

/** Positions in a sparse matrix, in order. */
function positions(draw: Draw, rows: number, columns: number): number[][] {
  const all = Array.from({ length: rows * columns }, (_, index) => [
    Math.floor(index / columns),
    index % columns,
  ]);
  return all.filter(() => draw.boolean());
}

/** A canvas that remembers its last image. */
class FakeCanvas {
  width = 0;
  height = 0;
  getContext() {
    return { putImageData: () => {} };
  }
}

/** Kernels for strings, ragged tensors and sparse tensors. */
export const TEXT_CASES: Cases = {
  [tf.Draw](draw) {
    const shape = [...draw.list(2, 1, 4), ...(draw.boolean() ? [draw.pick(1, 3, 4)] : [])];
    return { inputs: { image: draw.integers(shape, 0, 255) }, attributes: { canvas: new FakeCanvas() } };
  },
  [tf.RaggedGather](draw) {
    const rows = draw.integer(1, 4);
    const length = draw.integer(1, 6);
    return {
      inputs: {
        paramsNestedSplits: [integers(splits(draw, rows, length))],
        paramsDenseValues: draw.tensor([length, ...draw.shape(0, 1)], draw.pick("float32", "int32")),
        indices: draw.integers(draw.shape(1, 2), 0, rows - 1),
      },
      attributes: { outputRaggedRank: 1 },
    };
  },
  [tf.RaggedRange](draw) {
    const shape = [draw.length()];
    const dtype = draw.pick("float32", "int32");
    const inputs = {
      starts: draw.integers(shape, -3, 3, dtype),
      limits: draw.integers(draw.boolean() ? shape : [], -3, 9, dtype),
      deltas: draw.integers(draw.boolean() ? shape : [], 1, 3, dtype),
    };
    return { inputs };
  },
  [tf.RaggedTensorToTensor](draw) {
    const rows = draw.integer(1, 4);
    const values = draw.tensor([draw.integer(1, 6)], draw.pick("float32", "int32"));
    const inputs = {
      shape: integers([draw.pick(-1, rows), draw.pick(-1, 3)]),
      values,
      defaultValue: { shape: [], dtype: values.dtype, values: [9] },
      rowPartitionTensors: [integers(splits(draw, rows, values.shape[0] ?? 1))],
    };
    return { inputs, attributes: { rowPartitionTypes: ["ROW_SPLITS"] } };
  },
  [tf.SparseFillEmptyRows](draw) {
    const [rows, columns] = [draw.integer(0, 4), draw.integer(1, 3)];
    const indices = positions(draw, rows, columns);
    const dtype = draw.pick("float32", "int32");
    const inputs = {
      indices: integers(indices.flat(), [indices.length, 2]),
      values: draw.tensor([indices.length], dtype),
      denseShape: integers([rows, columns]),
      defaultValue: { shape: [], dtype, values: [-1] },
    };
    return { inputs };
  },
  [tf.SparseReshape](draw) {
    const [rows, columns] = [draw.integer(0, 4), draw.integer(1, 4)];
    const indices = positions(draw, rows, columns);
    const inputs = {
      inputIndices: integers(indices.flat(), [indices.length, 2]),
      inputShape: integers([rows, columns]),
      newShape: integers(draw.pick([-1, columns], [columns, rows], [-1], [1, rows, -1])),
    };
    return { inputs };
  },
  [tf.SparseSegmentMean]: segments,
  [tf.SparseSegmentSum]: segments,
  [tf.SparseToDense](draw) {
    const shape = draw.list(draw.integer(1, 3), 1, 4);
    const dtype = draw.dtype();
    const count = draw.length();
    const sparseIndices = draw.integers([count, shape.length], 0, Math.min(...shape) - 1);
    const inputs = {
      sparseIndices,
      sparseValues: draw.tensor(draw.once(4) ? [] : [count], dtype),
      defaultValue: draw.tensor([], dtype),
    };
    return { inputs, attributes: { outputShape: shape } };
  },
  [tf.StaticRegexReplace]: (draw) => ({
    inputs: { x: draw.tensor(draw.shape(), "string") },
    attributes: { pattern: draw.pick("a", "[ab]+", "^"), rewrite: "<$&>", replaceGlobal: draw.boolean() },
  }),
  [tf.StringNGrams](draw) {
    const length = draw.length(6);
    return {
      inputs: {
        data: draw.tensor([length], "string"),
        dataSplits: integers(splits(draw, draw.integer(1, 3), length)),
      },
      attributes: {
        separator: draw.pick("|", " "),
        nGramWidths: draw.pick([2], [1, 3]),
        leftPad: "L",
        rightPad: "R",
        padWidth: draw.pick(0, 1, -1),
        preserveShortSequences: draw.boolean(),
      },
    };
  },
  [tf.StringSplit]: (draw) => ({
    inputs: {
      input: draw.tensor([draw.length()], "string"),
      delimiter: { shape: [], dtype: "string", values: [draw.pick(" ", "", "a")] },
    },
    attributes: { skipEmpty: draw.boolean() },
  }),
  [tf.StringToHashBucketFast]: (draw) => ({
    inputs: { input: draw.tensor(draw.shape(), "string") },
    attributes: { numBuckets: draw.integer(1, 100) },
  }),
};
