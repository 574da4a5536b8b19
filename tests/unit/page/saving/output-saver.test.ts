import { describe, expect, it } from "vitest";
import { restoreOutputs, saveOutputs } from "../../../../src/page/saving/output-saver.ts";
import type { OutputStore, SavedOutputs } from "../../../../src/page/saving/saved-outputs.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

/** A notebook whose outputs are saved, and which cells were saved, in order. */
function open(stored = new Map<string, SavedOutputs>()) {
  const page = openNotebook([define("a"), define("b")]);
  const writes: string[] = [];
  const store: OutputStore = {
    load: async () => new Map(stored),
    save: async (cell, outputs) => {
      writes.push(cell);
      if (outputs === null) stored.delete(cell);
      else stored.set(cell, outputs);
    },
  };
  saveOutputs(page.notebook, store, () => false);
  const run = async (id: string) => {
    page.notebook.run(cellId(id));
    await settle();
    page.host.print(id);
    page.host.finish("done");
    await settle();
  };
  return { ...page, stored, store, writes, run };
}

describe("the outputs of cells", () => {
  it("are saved once for each run", async () => {
    const { run, writes } = open();
    await run("a");
    await run("b");
    await run("b");
    expect(writes.filter((cell) => cell === "a")).toEqual(["a"]);
    expect(writes.filter((cell) => cell === "b")).toEqual(["b", "b", "b"]);
  });

  it("come back, and are gone once they are cleared", async () => {
    const first = open();
    await first.run("a");
    const second = open(first.stored);
    await restoreOutputs(second.notebook, second.store);
    expect(second.text("a")).toContain("a");
    second.notebook.clear(cellId("a"));
    expect([...first.stored.keys()]).toEqual([]);
  });

  it("are removed also if another tab has saved them", async () => {
    const { notebook, stored, run } = open();
    await run("a");
    notebook.clear(cellId("a"));
    stored.set("a", { outputs: [], error: null, dropped: 1, first: 0, standIn: false, perClass: null });
    notebook.clear(cellId("a"));
    expect([...stored.keys()]).toEqual([]);
  });
});
