import { describe, expect, it } from "vitest";
import { followRecorded, showRecorded } from "../../../../src/page/notebook/recorded.ts";
import { openNotebook } from "./open-notebook.ts";
import { cellId, define, settle } from "./scripted-host.ts";

const outputs = (text: string) => ({ outputs: [{ type: "text", stream: "log", text }] });

/** Two cells, each with what was recorded of it. */
function open() {
  const recorded = { a: outputs("a1"), b: outputs("b1") };
  const page = openNotebook([define("a"), define("b"), define("c")]);
  showRecorded(page.notebook, recorded);
  const isRecorded = (id: string): boolean => page.cell(id).outputs.value.recorded === true;
  return { ...page, recorded, isRecorded };
}

describe("recorded outputs of a lesson that its author edits", () => {
  it("go when they are not of the cell's code any more, and come when they are recorded again", () => {
    const { notebook, recorded, text, isRecorded } = open();
    followRecorded(notebook, recorded, { b: recorded.b });
    expect([text("a"), isRecorded("a"), text("b"), isRecorded("b")]).toEqual(["", false, "b1", true]);
    followRecorded(notebook, { b: recorded.b }, { a: outputs("a2"), b: outputs("b2"), c: outputs("c2") });
    expect([text("a"), text("b"), text("c")]).toEqual(["a2", "b2", "c2"]);
    expect([isRecorded("a"), isRecorded("b"), isRecorded("c")]).toEqual([true, true, true]);
  });

  it("do not replace what the reader's own run shows", async () => {
    const { notebook, recorded, host, text, isRecorded } = open();
    notebook.run(cellId("a"));
    await settle();
    host.print("mine");
    host.finish("done");
    notebook.run(cellId("c"));
    await settle();
    host.finish("done");
    followRecorded(notebook, recorded, { a: outputs("a2"), c: outputs("c2") });
    expect([text("a"), isRecorded("a")]).toEqual(["mine", false]);
    // It has run, and printed nothing.
    expect(text("c")).toBe("");
  });

  it("stay cleared while nothing else is recorded", () => {
    const { notebook, recorded, text } = open();
    notebook.clear(cellId("a"));
    followRecorded(notebook, recorded, { ...recorded, b: outputs("b2") });
    expect([text("a"), text("b")]).toEqual(["", "b2"]);
  });
});
