import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { toPlot } from "../../../../src/runtime/output/plot.ts";
import { toTable } from "../../../../src/runtime/output/table.ts";

test("a tensor of one or two dimensions is a table of its values", () => {
  expect(
    toTable(
      tf.tensor2d([
        [1, 2],
        [3, Number.NaN],
      ]),
    ),
  ).toEqual({
    type: "table",
    columns: ["0", "1"],
    rows: [
      [1, 2],
      [3, "NaN"],
    ],
    total: 2,
  });
  expect(toTable(tf.tensor1d([5, 6]))).toMatchObject({ columns: ["value"], rows: [[5], [6]] });
});

test("what has no rows is no table", () => {
  const gone = tf.tensor1d([1]);
  gone.dispose();
  for (const value of [5, "a", null, [], {}, tf.scalar(1), tf.zeros([1, 1, 1]), gone, Promise.resolve([1])]) {
    expect(toTable(value)).toBeNull();
  }
});

test("a table without rows shows the columns that are known", () => {
  expect(toTable([], ["a", "b"])).toEqual({ type: "table", columns: ["a", "b"], rows: [], total: 0 });
});

test("typed arrays and objects of rows are tables", () => {
  expect(toTable(new Uint8Array([7]))).toMatchObject({ columns: ["value"], rows: [[7]] });
  expect(toTable({ first: { a: 1 } })).toMatchObject({ columns: ["", "a"], rows: [["first", 1]] });
});

test("a chart takes tensors and typed arrays", () => {
  const traces = [
    { x: new Float32Array([1, 2]), y: tf.tensor1d([3, 4]) },
    { type: "heatmap", z: tf.ones([1, 2]) },
  ];
  expect(toPlot(traces).traces).toEqual([
    { x: [1, 2], y: [3, 4] },
    { type: "heatmap", z: [[1, 1]] },
  ]);
});
