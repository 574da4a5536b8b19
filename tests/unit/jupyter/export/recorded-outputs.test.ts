import { inflateSync } from "node:zlib";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { encodePng } from "../../../../src/build/site/encode-png.ts";
import { notebookOutputs } from "../../../../src/jupyter/export/recorded-outputs.ts";
import { readNotebook } from "../../../../src/jupyter/import/read-notebook.ts";
import { RecordedOutputs } from "../../../../src/protocol/recorded-outputs.ts";

const TEXT = { type: "text", stream: "log", text: "one\ntwo" };
const IMAGE = {
  type: "image",
  width: 1,
  height: 2,
  rgba: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]).toString("base64"),
  alt: "Two pixels",
};
const EPOCH = { steps: 1, step: 1, ms: 2100, done: true, metrics: { loss: 0.5, acc: null } };

function dataOf(...outputs: readonly object[]) {
  return notebookOutputs(v.parse(RecordedOutputs, { outputs }), encodePng).map((output) =>
    output.output_type === "display_data" ? output.data : null,
  );
}

/** The data of a PNG file's first chunk of a type. */
function chunkOf(png: Uint8Array, type: string): Buffer {
  const bytes = Buffer.from(png);
  const at = bytes.indexOf(type, 0, "latin1");
  return bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4));
}

describe("recorded outputs in a notebook", () => {
  it("are text as it was printed, and values as text", () => {
    const value = { kind: "primitive", type: "number", text: "42" };
    const table = { type: "table", columns: ["name", "n"], rows: [["a", 10]], total: 3 };
    expect(dataOf(TEXT, { type: "inspect", value }, table)).toEqual([
      { "text/plain": ["one\n", "two"] },
      { "text/plain": ["42"] },
      { "text/plain": ["name  n\n", "a     10\n", "… 3 rows in all"] },
    ]);
  });

  it("are trainings as Keras prints them, and charts as Plotly reads them", () => {
    const training = { type: "training", key: "fit", epochs: 1, rows: [EPOCH], curves: [], stopped: false };
    const plot = { type: "plot", traces: [{ y: [1, 2] }], layout: {} };
    expect(dataOf(training, plot)).toEqual([
      { "text/plain": ["Epoch 1/1 - 2s - loss: 0.5000 - acc: nan"] },
      { "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }], layout: {} }, "text/plain": ["A chart."] },
    ]);
  });

  it("are images as PNG files", () => {
    const [data] = dataOf(IMAGE);
    const png = Buffer.from(String(data?.["image/png"]), "base64");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([...chunkOf(png, "IHDR").subarray(0, 10)]).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 8, 6]);
    expect([...inflateSync(chunkOf(png, "IDAT"))]).toEqual([0, 1, 2, 3, 4, 0, 5, 6, 7, 8]);
  });

  it("are none of the notebook's own when it is imported", () => {
    const own = { output_type: "stream", name: "stdout", text: "mine" };
    const recorded = notebookOutputs(v.parse(RecordedOutputs, { outputs: [TEXT] }), encodePng);
    const cell = {
      cell_type: "code",
      id: "a",
      metadata: {},
      source: "1",
      execution_count: null,
      outputs: [own, ...recorded],
    };
    const reading = readNotebook(
      JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    if (reading.type === "refused") throw new Error(reading.reason);
    expect(reading.notebook.cells[0]?.outputs).toHaveLength(1);
  });
});
