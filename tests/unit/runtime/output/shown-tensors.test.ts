import { afterAll, beforeAll, expect, test } from "vitest";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import type { Inspected } from "../../../../src/protocol/output.ts";
import type { SliceRequest } from "../../../../src/protocol/tensor.ts";
import { type OpenSession, openSession } from "../session/open-session.ts";

let open: OpenSession;

beforeAll(async () => {
  open = await openSession();
  await open.run("import", 'import * as tf from "@tensorflow/tfjs";');
});
afterAll(() => open.close());

/** What a run shows of its final expression. */
async function shown(source: string): Promise<Extract<Inspected, { kind: "tensor" }>> {
  const run = open.send("show", source);
  await open.ended(run);
  const value = open.events.flatMap((event) =>
    event.type === "output" && event.run === run && event.output.type === "inspect"
      ? [event.output.value]
      : [],
  )[0];
  if (value?.kind !== "tensor") throw new Error("no tensor was shown");
  return value;
}

let requests = 0;
async function slice(wanted: SliceRequest) {
  requests += 1;
  const request = requests;
  open.session.handle({ type: "read-slice", request, slice: wanted });
  return open.until(
    (event): event is Extract<RuntimeEvent, { type: "tensor-slice" | "slice-failed" }> =>
      (event.type === "tensor-slice" || event.type === "slice-failed") && event.request === request,
  );
}

test("a tensor shows minimum, mean, maximum and a histogram, without the values that are not finite", async () => {
  const { statistics } = await shown("tf.tensor1d([0, 1, 2, 3, NaN])");
  expect(statistics).toMatchObject({ minimum: 0, mean: 1.5, maximum: 3, notFinite: 1, sample: 5 });
  expect(statistics?.histogram.filter((count) => count > 0)).toEqual([1, 1, 1, 1]);
});

test("a large tensor is measured whole, and its histogram is of a sample", async () => {
  const { statistics } = await shown("const large = tf.range(0, 1_000_000).div(999_999); large");
  expect(statistics).toMatchObject({ minimum: 0, maximum: 1, sample: 100_000 });
  expect(statistics?.mean).toBeCloseTo(0.5, 2);
});

test("any slice of a tensor can be read, also with its axes exchanged", async () => {
  const { id = 0 } = await shown("const cube = tf.range(0, 24).reshape([2, 3, 4]); cube");
  expect(await slice({ tensor: id, rows: 1, columns: 2, at: [1, 0, 0] })).toMatchObject({
    slice: { height: 3, width: 4, values: [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23] },
  });
  expect(await slice({ tensor: id, rows: 2, columns: 0, at: [0, 1, 0] })).toMatchObject({
    slice: { height: 4, width: 2, values: [4, 16, 5, 17, 6, 18, 7, 19] },
  });
});

test("a long slice is thinned", async () => {
  const { id = 0 } = await shown("const long = tf.range(0, 1000); long");
  expect(await slice({ tensor: id, rows: null, columns: 0, at: [0] })).toMatchObject({
    slice: { height: 1, width: 125, every: [1, 8] },
  });
});

test("a slice that does not exist, and a tensor that was disposed of, are refused with a reason", async () => {
  const { id = 0 } = await shown("const gone = tf.ones([2, 2]); gone");
  expect(await slice({ tensor: id, rows: 0, columns: 5, at: [0, 0] })).toMatchObject({
    type: "slice-failed",
    message: expect.stringContaining("no such slice"),
  });
  await open.run("dispose", "gone.dispose();");
  expect(await slice({ tensor: id, rows: 0, columns: 1, at: [0, 0] })).toMatchObject({
    type: "slice-failed",
    message: expect.stringContaining("no longer in memory"),
  });
});

test("the variables are listed with their cells and short values, without what is imported", async () => {
  await open.run("declare", "const answer = 42; const pixels = tf.ones([28, 28]); function f() {}");
  open.session.handle({ type: "list-variables" });
  const { variables } = await open.until(
    (event): event is Extract<RuntimeEvent, { type: "variables" }> => event.type === "variables",
  );
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  expect(byName.get("answer")).toEqual({
    name: "answer",
    cell: "declare",
    value: { kind: "primitive", type: "number", text: "42" },
  });
  expect(byName.get("pixels")?.value).toMatchObject({ shape: [28, 28], text: "", statistics: { mean: 1 } });
  expect(byName.get("f")?.value).toMatchObject({ kind: "function" });
  expect(byName.has("tf")).toBe(false);
});

const leakOf = async (source: string): Promise<string> => {
  const run = open.send("leak", source);
  expect((await open.ended(run)).type).toBe("done");
  return open.text(run);
};

test("a cell that leaves tensors in memory says how many, and which lines made them", async () => {
  const text = await leakOf(
    "for (let i = 0; i < 10; i++) {\n  tf.ones([100]);\n}\ntf.zeros([5]).add(1);\n1;",
  );
  expect(text).toMatch(/12 tensors stay in memory \(4\.0 kB\), .*: 10 from line 2, 2 from line 4\./);
});

test("what variables hold, what is shown, disposed of, tidied or kept on purpose is no leak", async () => {
  const text = await leakOf(`
    const list = Array.from({ length: 10 }, () => tf.ones([10]));
    const deep = { inner: new Map([["a", list.map((one) => one.mul(2))]]) };
    for (let i = 0; i < 10; i++) tf.tidy(() => { tf.ones([100]).add(1); });
    for (let i = 0; i < 10; i++) tf.ones([3]).dispose();
    for (let i = 0; i < 10; i++) tf.keep(tf.ones([3]));
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] }), tf.layers.dense({ units: 1 })] });
    model.compile({ optimizer: "adam", loss: "meanSquaredError" });
    await model.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 3, verbose: 0 });
    Array.from({ length: 6 }, () => tf.ones([4]));`);
  expect(text).not.toContain("in memory");
});
