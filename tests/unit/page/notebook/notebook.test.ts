import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import type { DatasetServer } from "../../../../src/page/datasets/dataset-server.ts";
import { DatasetName, FigureId } from "../../../../src/protocol/ids.ts";
import { openNotebook } from "./open-notebook.ts";
import { cellId, define, runId, settle } from "./scripted-host.ts";

const id = cellId;
/** Each cell uses what those above declare. */
const three = () =>
  openNotebook([
    define("a", { names: { declares: ["x"] } }),
    define("b", { names: { declares: ["y"], uses: ["x"] } }),
    define("c", { names: { uses: ["x", "y"] } }),
  ]);

describe("running", () => {
  it("first runs the cells that it depends on and that have not run, in order", async () => {
    const page = three();
    page.notebook.run(id("b"));
    await settle();
    expect(page.statuses()).toBe("running queued idle");
    page.host.finish("done");
    await settle();
    expect(page.statuses()).toBe("done running idle");
    page.host.finish("done");
    await settle();
    expect(page.statuses()).toBe("done done idle");
    expect(page.host.sources).toEqual(["a", "b"]);
  });

  it("does not run again what has run", async () => {
    const page = three();
    await page.runWell("a");
    await page.runWell("c");
    expect(page.host.sources).toEqual(["a", "b", "c"]);
  });

  it("runs the cell itself again", async () => {
    const page = three();
    await page.runWell("a");
    await page.runWell("a");
    expect(page.host.sources).toEqual(["a", "a"]);
  });

  it("skips manual cells and exercises above, and runs them on their own request", async () => {
    const page = openNotebook([
      define("a", { names: { declares: ["a"] } }),
      define("m", { manual: true, names: { declares: ["m"] } }),
      define("x", { checks: [], names: { declares: ["x"] } }),
      define("c", { names: { uses: ["a", "m", "x"] } }),
    ]);
    await page.runWell("c");
    expect(page.host.sources).toEqual(["a", "c"]);
    await page.runWell("m");
    await page.runWell("x");
    expect(page.host.sources).toEqual(["a", "c", "m", "x"]);
  });

  it("says which cell declares a name that is missing", async () => {
    const names = { declares: ["curve"], uses: [] };
    const page = openNotebook([define("a"), define("b", { names })]);
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("failed", 1, { name: "ReferenceError", message: "curve is not defined" });
    await settle();
    expect(page.cell("a").outputs.value.error?.error.message).toBe(
      "curve is not defined. Only the cell “b” below declares it: run that cell first.",
    );
  });

  it("counts a failed cell as run", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("failed");
    await page.runWell("b");
    expect(page.statuses()).toBe("failed done idle");
    expect(page.host.sources).toEqual(["a", "b"]);
  });

  it("counts a stopped cell as run: what a reader stopped does not start again by itself", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("stopped");
    await page.runWell("b");
    expect(page.host.sources).toEqual(["a", "b"]);
    expect(page.status("a")).toBe("stopped");
  });

  it("cancels queued cells when one that they need fails, and says why", async () => {
    const page = three();
    page.notebook.run(id("c"));
    await settle();
    page.host.finish("failed");
    await settle();
    expect(page.statuses()).toBe("failed idle idle");
    expect(page.cell("c").state.value).toMatchObject({ skipped: { because: "a", outcome: "failed" } });
    expect(page.host.running).toBeNull();
  });

  it("restores the status of a cancelled cell", async () => {
    const page = three();
    await page.runWell("c");
    page.notebook.edit(id("a"), "a2");
    page.notebook.run(id("c"));
    await settle();
    expect(page.statuses()).toBe("running queued queued");
    page.host.finish("failed");
    await settle();
    expect(page.statuses()).toBe("failed stale stale");
  });

  it("continues if no queued cell needs the failed one", async () => {
    const page = openNotebook([define("a", { manual: true }), define("b")]);
    page.notebook.run(id("a"));
    page.notebook.run(id("b"));
    await settle();
    page.host.finish("failed");
    await settle();
    expect(page.statuses()).toBe("failed running");
  });

  it("runs a queued cell once, however often it is requested", async () => {
    const page = three();
    page.notebook.run(id("b"));
    page.notebook.run(id("b"));
    page.notebook.run(id("c"));
    await settle();
    while (page.host.running !== null) {
      page.host.finish("done");
      await settle();
    }
    expect(page.host.sources).toEqual(["a", "b", "c"]);
  });

  it("stops Run all at the first failure", async () => {
    const page = three();
    page.notebook.runAll();
    await settle();
    page.host.finish("done");
    await settle();
    page.host.finish("failed");
    await settle();
    expect(page.statuses()).toBe("done failed idle");
    expect(page.events.at(-1)).toMatchObject({ type: "ended", outcome: "failed", cell: "b" });
  });

  it("runs everything again with Run all, except manual cells and exercises", async () => {
    const page = openNotebook([
      define("a"),
      define("m", { manual: true }),
      define("x", { checks: [] }),
      define("c"),
    ]);
    for (let round = 0; round < 2; round += 1) {
      page.notebook.runAll();
      await settle();
      while (page.host.running !== null) {
        page.host.finish("done");
        await settle();
      }
    }
    expect(page.host.sources).toEqual(["a", "c", "a", "c"]);
  });

  it("runs only the cells above with Run above", async () => {
    const page = three();
    page.notebook.runAbove(id("c"));
    await settle();
    while (page.host.running !== null) {
      page.host.finish("done");
      await settle();
    }
    expect(page.statuses()).toBe("done done idle");
  });

  it("emits one event when a request starts and one when it ends", async () => {
    const page = three();
    await page.runWell("c");
    expect(page.events.map((event) => event.type)).toEqual(["started", "ended"]);
    expect(page.events[1]).toMatchObject({
      outcome: "done",
      cell: "c",
      target: { type: "cell", cell: "c" },
    });
  });
});

describe("exercises", () => {
  it("runs the checks after the cell, as one run of it", async () => {
    const page = openNotebook([define("x", { checks: ["check1", "check2"] })]);
    page.notebook.run(id("x"));
    await settle();
    page.host.finish("done", 5);
    await settle();
    expect(page.status("x")).toBe("running");
    page.host.show({ type: "check", passed: true, message: "Right." });
    page.host.finish("done", 1);
    await settle();
    page.host.finish("done", 1);
    await settle();
    expect(page.status("x")).toBe("done");
    expect(page.cell("x").state.value).toMatchObject({ lastRun: { durationMs: 7 } });
    expect(page.host.sources).toEqual(["x", "check1", "check2"]);
    expect(page.host.sent.map((command) => command.type)).toEqual(["run", "check", "check"]);
    expect(page.cell("x").outputs.value.entries).toHaveLength(1);
  });

  it("runs no check after a failure, and distinguishes an error in a check from one in the cell", async () => {
    const page = openNotebook([define("x", { checks: ["check1"] })]);
    page.notebook.run(id("x"));
    await settle();
    page.host.finish("failed");
    await settle();
    expect(page.host.running).toBeNull();
    expect(page.cell("x").outputs.value.error?.inCheck).toBe(false);
    page.notebook.run(id("x"));
    await settle();
    page.host.finish("done");
    page.host.finish("failed");
    expect(page.cell("x").outputs.value.error?.inCheck).toBe(true);
  });
});

describe("stopping", () => {
  it("asks the running cell to stop, and shows that it is stopping", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.notebook.stop(id("a"));
    expect(page.host.stopped).toHaveLength(1);
    expect(page.cell("a").state.value).toMatchObject({ type: "running", stopping: true });
    page.host.finish("stopped");
    expect(page.status("a")).toBe("stopped");
    expect(page.cell("a").state.value.type).toBe("ended");
  });

  it("cancels what waited for the stopped cell", async () => {
    const page = three();
    page.notebook.run(id("c"));
    await settle();
    page.notebook.stop(id("a"));
    page.host.finish("stopped");
    await settle();
    expect(page.statuses()).toBe("stopped idle idle");
    expect(page.cell("c").state.value).toMatchObject({ skipped: { because: "a", outcome: "stopped" } });
  });

  it("cancels a queued cell, and what waits for it", async () => {
    const page = three();
    page.notebook.run(id("c"));
    await settle();
    page.notebook.stop(id("b"));
    expect(page.statuses()).toBe("running idle idle");
    page.host.finish("done");
    await settle();
    expect(page.host.running).toBeNull();
  });

  it("keeps the outputs of other cells, marked as old, when it ends the runtime", async () => {
    const page = three();
    page.notebook.run(id("b"));
    await settle();
    page.host.print("from a");
    page.host.finish("done");
    await settle();
    page.host.print("from b");
    page.notebook.stop(id("b"));
    page.notebook.stop(id("b"));
    await settle();
    expect(page.statuses()).toBe("idle stopped idle");
    expect(page.text("a")).toBe("from a");
    expect(page.cell("a").outputs.value.old).toBe(true);
    expect(page.cell("b").outputs.value.old).toBe(false);
    expect(page.notebook.lost.value).toEqual({ end: { type: "stopped" }, cell: "b" });
  });

  it("stops everything with Stop all", async () => {
    const page = three();
    page.notebook.runAll();
    await settle();
    page.notebook.stopAll();
    expect(page.statuses()).toBe("running idle idle");
    page.host.finish("stopped");
    await settle();
    expect(page.statuses()).toBe("stopped idle idle");
    expect(page.notebook.busy.value).toBe(false);
  });
});

describe("a lost runtime", () => {
  it("fails the running cell with the reason, and makes the others idle", async () => {
    const page = three();
    await page.runWell("a");
    page.notebook.run(id("c"));
    await settle();
    page.host.end({ type: "crashed", message: "Out of memory." });
    await settle();
    expect(page.statuses()).toBe("idle failed idle");
    expect(page.cell("b").outputs.value.error?.error.message).toBe("Out of memory.");
    expect(page.cell("c").state.value).toMatchObject({ skipped: { because: "b", outcome: "lost" } });
  });

  it("runs the cells above again with the next run", async () => {
    const page = three();
    await page.runWell("b");
    page.host.end({ type: "crashed", message: "gone" });
    await page.runWell("c");
    expect(page.host.sources).toEqual(["a", "b", "a", "b", "c"]);
    expect(page.notebook.lost.value).toBeNull();
  });

  it("ignores a second end of a run", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("done");
    page.host.emit({
      type: "failed",
      run: runId(1),
      ms: 1,
      error: { name: "E", message: "", line: null, column: null, text: null, stack: [] },
    });
    expect(page.status("a")).toBe("done");
  });

  it("restarts: the running cell is stopped, the others idle, and a new runtime starts", async () => {
    const page = three();
    await page.runWell("a");
    page.notebook.run(id("b"));
    await settle();
    page.notebook.restart();
    await settle();
    expect(page.statuses()).toBe("idle stopped idle");
    expect(page.host.status.value).toBe("ready");
    expect(page.notebook.lost.value).toBeNull();
  });

  it("restarts: why cells did not run before is forgotten", async () => {
    const page = three();
    page.notebook.run(id("c"));
    await settle();
    page.host.finish("failed");
    await settle();
    page.notebook.restart();
    await settle();
    expect(page.cell("c").state.value).toEqual({ type: "idle", skipped: null });
  });

  it("fails the first cell if no runtime can start, and says why the others did not run", async () => {
    const page = three();
    page.host.startFault = "No WebAssembly here.";
    page.notebook.run(id("b"));
    await settle();
    expect(page.statuses()).toBe("failed idle idle");
    expect(page.cell("a").outputs.value.error?.error.message).toContain("No WebAssembly here.");
    expect(page.cell("b").state.value).toMatchObject({ skipped: { because: "a", outcome: "failed" } });
    expect(page.events.at(-1)).toEqual({ type: "start-failed", message: "No WebAssembly here." });
    // Nothing was there to be lost.
    expect(page.notebook.lost.value).toBeNull();
    expect(page.events.map(({ type }) => type)).not.toContain("lost");
  });
});

describe("stale cells", () => {
  const chain = () =>
    openNotebook([
      define("a", { names: { declares: ["x"], uses: [] } }),
      define("b", { names: { declares: ["y"], uses: ["x"] } }),
      define("c", { names: { declares: [], uses: ["y"] } }),
      define("d", { names: { declares: ["z"], uses: ["w"] } }),
    ]);

  it("marks the edited cell and, through names, what depends on it", async () => {
    const page = chain();
    await page.runAllWell();
    page.notebook.edit(id("a"), "a changed");
    expect(page.statuses()).toBe("stale stale stale done");
  });

  it("is undone when the text is the earlier one again", async () => {
    const page = chain();
    await page.runAllWell();
    page.notebook.edit(id("a"), "a changed");
    page.notebook.edit(id("a"), "a");
    expect(page.statuses()).toBe("done done done done");
  });

  it("keeps dependents of an edited cell stale after that runs, until they run themselves", async () => {
    const page = chain();
    await page.runAllWell();
    page.notebook.edit(id("a"), "a changed");
    await page.runWell("a");
    expect(page.statuses()).toBe("done stale stale done");
    await page.runWell("b");
    expect(page.statuses()).toBe("done done stale done");
  });

  describe("after a cell has run again with the same text", () => {
    /** As in a lesson: the exercise trains with its own rate, the last cell reads what it declares. */
    const training = () =>
      openNotebook([
        define("setup", { names: { declares: ["plot"], imports: ["plot"] } }),
        define("build", { names: { declares: ["model"], uses: ["plot"] } }),
        define("train", { names: { uses: ["model"], changes: ["model"] } }),
        define("evaluate", { names: { declares: ["plot", "score"], imports: ["plot"], uses: ["model"] } }),
        define("exercise", { checks: ["check"], names: { declares: ["rate"], uses: ["score"] } }),
        define("manual", { manual: true, names: { uses: ["rate", "plot"] } }),
        define("other", { names: { declares: ["data"], uses: ["plot"] } }),
      ]);
    async function trained() {
      const page = training();
      await page.runAllWell();
      await page.runWell("exercise");
      await page.runWell("manual");
      expect(page.statuses()).toBe("done done done done done done done");
      return page;
    }

    it("are those that depend on what it declares, exercises and manual ones too, and Run brings them back", async () => {
      const page = await trained();
      await page.runWell("build");
      expect(page.statuses()).toBe("done done stale stale stale stale done");
      const before = page.host.sources.length;
      await page.runWell("evaluate");
      expect(page.host.sources.slice(before)).toEqual(["train", "evaluate"]);
      expect(page.statuses()).toBe("done done done done stale stale done");
    });

    it("are those that depend on what it changes, itself not", async () => {
      const page = await trained();
      await page.runWell("train");
      expect(page.statuses()).toBe("done done done stale stale stale done");
      await page.runWell("train");
      expect(page.statuses()).toBe("done done done stale stale stale done");
    });

    it("are none where it only imports or reads", async () => {
      const page = await trained();
      await page.runWell("setup");
      await page.runWell("manual");
      expect(page.statuses()).toBe("done done done done done done done");
    });

    it("are those from its beginning, also if it fails or is stopped", async () => {
      for (const outcome of ["failed", "stopped"] as const) {
        const page = await trained();
        page.notebook.run(id("build"));
        await settle();
        expect(page.statuses()).toBe("done running stale stale stale stale done");
        page.host.finish(outcome);
        await settle();
        expect(page.statuses()).toBe(`done ${outcome} stale stale stale stale done`);
      }
    });

    it("are none that run after it in the order of the page", async () => {
      const page = await trained();
      await page.runAllWell();
      expect(page.statuses()).toBe("done done done done stale stale done");
      page.notebook.runAbove(id("evaluate"));
      await settle();
      expect(page.statuses()).toBe("running queued queued done stale stale done");
      while (page.host.running !== null) {
        page.host.finish("done");
        await settle();
      }
      expect(page.statuses()).toBe("done done done stale stale stale done");
    });

    it("are those that ran before a manual cell changed what they have read, also at its first run", async () => {
      const page = openNotebook([
        define("build", { names: { declares: ["model"] } }),
        define("train", { manual: true, names: { uses: ["model"], changes: ["model"] } }),
        define("evaluate", { names: { uses: ["model"] } }),
      ]);
      await page.runAllWell();
      expect(page.statuses()).toBe("done idle done");
      await page.runWell("train");
      expect(page.statuses()).toBe("done done stale");
    });

    it("are none if it was queued and did not begin", async () => {
      const page = await trained();
      page.notebook.run(id("other"));
      page.notebook.run(id("build"));
      await settle();
      page.notebook.stop(id("build"));
      page.host.finish("done");
      await settle();
      expect(page.statuses()).toBe("done done done done done done done");
    });
  });

  it("runs stale cells above first", async () => {
    const page = chain();
    await page.runAllWell();
    page.notebook.edit(id("a"), "a changed");
    await page.runWell("c");
    expect(page.host.sources.slice(4)).toEqual(["a changed", "b", "c"]);
    expect(page.statuses()).toBe("done done done done");
  });

  it("considers a cell fresh that ran after the edit of a manual cell", async () => {
    const page = openNotebook([
      define("m", { manual: true, names: { declares: ["x"], uses: [] } }),
      define("b", { names: { declares: [], uses: ["x"] } }),
    ]);
    await page.runWell("m");
    await page.runWell("b");
    page.notebook.edit(id("m"), "m changed");
    expect(page.statuses()).toBe("stale stale");
    await page.runWell("b");
    expect(page.statuses()).toBe("stale done");
    await page.runWell("m");
    expect(page.statuses()).toBe("done stale");
  });

  describe("of the reader's own cell that declares a name again", () => {
    const own = (anchor: string) =>
      ({ id: id("mine-1"), kind: "code", anchor: id(anchor), side: "below" }) as const;
    async function withOwn(anchor: string) {
      const page = chain();
      await page.runAllWell();
      page.notebook.arrange([own(anchor)]);
      page.notebook.edit(id("mine-1"), "const x = 2");
      page.notebook.setNames(id("mine-1"), { ...NO_NAMES, declares: ["x"] });
      expect(page.statuses().replace("idle ", "")).toBe("done done done done");
      await page.runWell("mine-1");
      return page;
    }

    it("are those below that use it, once it has run", async () => {
      const page = await withOwn("a");
      expect(page.statuses()).toBe("done done stale stale done");
      await page.runWell("c");
      expect(page.statuses()).toBe("done done done done done");
    });

    it("stay stale until they run themselves, also when the one that they use has run", async () => {
      const page = await withOwn("a");
      expect(page.statuses()).toBe("done done stale stale done");
      await page.runWell("b");
      expect(page.statuses()).toBe("done done done stale done");
    });

    it("are those that had used it and the cell above that declares it, once it is deleted", async () => {
      const page = await withOwn("a");
      await page.runWell("c");
      const before = page.host.sources.length;
      page.notebook.arrange([]);
      expect(page.statuses()).toBe("stale stale stale done");
      await page.runWell("c");
      expect(page.host.sources.slice(before)).toEqual(["a", "b", "c"]);
      expect(page.statuses()).toBe("done done done done");
    });

    it("are those above whose value it had replaced, once it is deleted, a note or without the name", async () => {
      const page = await withOwn("c");
      page.notebook.arrange([]);
      expect(page.statuses()).toBe("stale stale stale done");
      const other = await withOwn("c");
      other.notebook.arrange([{ ...own("c"), kind: "note" }]);
      expect(other.statuses()).toBe("stale stale stale done");
      const edited = await withOwn("c");
      edited.notebook.edit(id("mine-1"), "2");
      edited.notebook.setNames(id("mine-1"), NO_NAMES);
      await edited.runWell("mine-1");
      expect(edited.statuses()).toBe("stale stale stale done done");
    });

    it("are those that used it before it was moved below them", async () => {
      const page = await withOwn("a");
      await page.runWell("c");
      page.notebook.arrange([own("c")]);
      expect(page.statuses()).toBe("stale stale stale done done");
      await page.runWell("c");
      // The cell above has replaced its value.
      expect(page.statuses()).toBe("done done done stale done");
    });

    it("are itself and what uses it, once the cell above that declares the name has run after it", async () => {
      const page = await withOwn("a");
      await page.runWell("c");
      await page.runWell("a");
      expect(page.statuses()).toBe("done stale stale stale done");
      const before = page.host.sources.length;
      await page.runWell("c");
      expect(page.host.sources.slice(before)).toEqual(["const x = 2", "b", "c"]);
      expect(page.statuses()).toBe("done done done done done");
    });

    it("are none above it, but these get the value of their own place when they run again", async () => {
      const page = await withOwn("c");
      expect(page.statuses()).toBe("done done done done done");
      expect(page.notebook.preview({ type: "cell", cell: id("b") }).run).toEqual(["a", "b"]);
      expect(page.notebook.preview({ type: "cell", cell: id("c") }).run).toEqual(["c"]);
      await page.runWell("b");
      expect(page.statuses()).toBe("done done stale stale done");
    });
  });

  it("are those that get a manual cell's value from one further below, until the manual cell runs again", async () => {
    const x = { names: { declares: ["x"] } };
    const page = openNotebook([
      define("m", { manual: true, ...x }),
      define("b", { names: { uses: ["x"] } }),
      define("n", { manual: true, ...x }),
    ]);
    for (const name of ["m", "n", "b"]) await page.runWell(name);
    expect(page.statuses()).toBe("stale stale done");
    for (const name of ["m", "b"]) await page.runWell(name);
    expect([page.status("m"), page.status("b")]).toEqual(["done", "done"]);
  });

  it("leaves a cell that has not run idle when it is edited", () => {
    const page = chain();
    page.notebook.edit(id("a"), "a changed");
    expect(page.statuses()).toBe("idle idle idle idle");
  });

  it("follows the names of the edited text", async () => {
    const page = chain();
    await page.runAllWell();
    page.notebook.edit(id("a"), "w = 1");
    page.notebook.setNames(id("a"), { ...NO_NAMES, declares: ["w"] });
    expect(page.statuses()).toBe("stale stale stale stale");
  });
});

describe("outputs", () => {
  it("shows the first at once and the others at the next tick", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.print("one");
    page.host.print("two");
    expect(page.text("a")).toBe("one");
    page.tick();
    expect(page.text("a")).toBe("one\ntwo");
  });

  it("shows everything at once when the run ends", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.print("one");
    page.host.print("two");
    page.host.finish("done");
    expect(page.text("a")).toBe("one\ntwo");
  });

  it("keeps the last run's outputs, marked old, until the new run shows something or ends", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.print("first");
    page.host.finish("done");
    page.notebook.run(id("a"));
    await settle();
    expect(page.text("a")).toBe("first");
    expect(page.cell("a").outputs.value.old).toBe(true);
    page.tick();
    page.host.print("second");
    expect(page.text("a")).toBe("second");
    expect(page.cell("a").outputs.value.old).toBe(false);
    page.host.finish("done");
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("done");
    expect(page.text("a")).toBe("");
  });

  it("forwards a figure's state", async () => {
    const page = three();
    page.host.emit({ type: "figure", figure: v.parse(FigureId, "maps"), state: [1, 2] });
    expect(page.figureStates).toEqual([["maps", [1, 2]]]);
  });

  it("does not replace new outputs with restored ones", async () => {
    const page = three();
    page.notebook.run(id("a"));
    await settle();
    page.host.print("new");
    page.host.finish("done");
    page.notebook.restoreOutputs(id("a"), { ...page.cell("a").outputs.value, entries: [] });
    expect(page.text("a")).toBe("new");
  });
});

describe("datasets", () => {
  const garments = v.parse(DatasetName, "garments");

  it("are fetched on request, with progress and notes as outputs of the cell", async () => {
    const files = [new ArrayBuffer(4)];
    const serve: DatasetServer = async (_name, { onProgress }) => {
      onProgress({ message: "Downloading", loaded: 1_000_000, total: 2_000_000 });
      return { files, synthetic: false, notes: ["From the cache."], summary: "Garments, from here" };
    };
    const page = openNotebook([define("a")], serve);
    page.notebook.run(id("a"));
    await settle();
    page.host.emit({ type: "need", dataset: garments });
    await settle();
    page.tick();
    expect(page.host.sent.at(-1)).toEqual({ type: "dataset", name: garments, files, synthetic: false });
    expect(page.cell("a").outputs.value.entries.map((entry) => entry.output)).toMatchObject([
      { type: "progress", label: "Garments, from here" },
      { type: "text", text: "From the cache." },
    ]);
  });

  it("mark the outputs made from a synthetic dataset, until the next runtime", async () => {
    const serve: DatasetServer = async () => ({ files: [], synthetic: true, notes: [], summary: "" });
    const page = openNotebook([define("a"), define("b")], serve);
    page.notebook.runAll();
    await settle();
    page.host.emit({ type: "need", dataset: garments });
    await settle();
    page.host.finish("done");
    await settle();
    page.host.finish("done");
    expect(page.cell("a").outputs.value.synthetic).toBe(true);
    expect(page.cell("b").outputs.value.synthetic).toBe(true);
    page.notebook.restart();
    await settle();
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("done");
    expect(page.cell("a").outputs.value.synthetic).toBe(false);
  });

  it("are the real ones again once those have replaced the synthetic one", async () => {
    let synthetic = true;
    const serve: DatasetServer = async () => ({ files: [], synthetic, notes: [], summary: "" });
    const page = openNotebook([define("a")], serve);
    const runA = async () => {
      page.notebook.run(id("a"));
      await settle();
      page.host.emit({ type: "need", dataset: garments });
      await settle();
      page.host.finish("done");
      await settle();
      return page.cell("a").outputs.value.synthetic;
    };
    expect(await runA()).toBe(true);
    synthetic = false;
    expect(await runA()).toBe(false);
  });

  it("that fail to load are reported to the runtime, with the reason", async () => {
    const page = openNotebook([define("a")]);
    page.notebook.run(id("a"));
    await settle();
    page.host.emit({ type: "need", dataset: garments });
    await settle();
    expect(page.host.sent.at(-1)).toEqual({
      type: "dataset-failed",
      name: garments,
      message: 'There is no dataset "garments".',
    });
  });

  it("are no longer fetched when the runtime has ended", async () => {
    let seen: AbortSignal | null = null;
    const serve: DatasetServer = (_name, { signal }) => {
      seen = signal;
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };
    const page = openNotebook([define("a")], serve);
    page.notebook.run(id("a"));
    await settle();
    page.host.emit({ type: "need", dataset: garments });
    page.host.end({ type: "crashed", message: "gone" });
    await settle();
    expect(seen).toHaveProperty("aborted", true);
    expect(page.host.sent.filter((command) => command.type !== "run")).toEqual([]);
  });
});

describe("files", () => {
  const need = (request: number, path = "a.csv") =>
    ({ type: "need-file", request, path, picture: null }) as const;

  it("are given to the runtime on request", async () => {
    const bytes = new ArrayBuffer(4);
    const page = openNotebook([define("a")], undefined, async () => bytes);
    page.notebook.run(id("a"));
    await settle();
    page.host.emit(need(1));
    await settle();
    expect(page.host.sent.at(-1)).toEqual({ type: "file", request: 1, bytes });
  });

  it("that cannot be loaded are reported to the runtime, with the reason", async () => {
    const page = openNotebook([define("a")]);
    page.notebook.run(id("a"));
    await settle();
    page.host.emit(need(1));
    await settle();
    const message = 'There is no file "a.csv".';
    expect(page.host.sent.at(-1)).toEqual({ type: "file-failed", request: 1, message });
  });

  it("are loaded one after the other, whatever a runtime asks for, and no longer when it has ended", async () => {
    const signals: AbortSignal[] = [];
    const page = openNotebook([define("a")], undefined, (_path, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    page.notebook.run(id("a"));
    await settle();
    for (let request = 1; request <= 40; request += 1) page.host.emit(need(request));
    await settle();
    expect(signals).toHaveLength(1);
    expect(page.host.sent.filter(({ type }) => type === "file-failed")).toHaveLength(39);
    page.host.end({ type: "crashed", message: "gone" });
    await settle();
    expect(signals[0]?.aborted).toBe(true);
    expect(page.host.sent.filter(({ type }) => type === "file")).toEqual([]);
    page.notebook.run(id("a"));
    await settle();
    page.host.emit(need(1));
    await settle();
    expect(signals).toHaveLength(2);
  });
});

describe("a stopped run's request for a file", () => {
  const abortable = (signals: AbortSignal[]) => (_: string, signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<never>((_resolve, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason)),
    );
  };

  it("ends, and the next one is loaded", async () => {
    const signals: AbortSignal[] = [];
    const page = openNotebook([define("a")], undefined, abortable(signals));
    page.notebook.run(id("a"));
    await settle();
    page.host.emit({ type: "need-file", request: 1, path: "a.csv", picture: null });
    page.host.emit({ type: "cancel-file", request: 2 });
    await settle();
    expect(signals[0]?.aborted).toBe(false);
    page.host.emit({ type: "cancel-file", request: 1 });
    await settle();
    const message = "The cell was stopped.";
    expect(page.host.sent.at(-1)).toEqual({ type: "file-failed", request: 1, message });
    page.host.emit({ type: "need-file", request: 3, path: "b.csv", picture: null });
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it("is no longer asked of the reader", async () => {
    const signals: AbortSignal[] = [];
    const asks = abortable(signals);
    const page = openNotebook([define("a")], undefined, undefined, (_, accept, signal) =>
      asks(accept, signal),
    );
    page.notebook.run(id("a"));
    await settle();
    page.host.emit({ type: "ask-file", request: 1, run: runId(1), accept: "" });
    page.host.emit({ type: "cancel-file", request: 1 });
    await settle();
    expect(signals[0]?.aborted).toBe(true);
    expect(page.host.sent.at(-1)).toMatchObject({ type: "file-failed", request: 1 });
  });
});

describe("a cell that asks for a file", () => {
  const ask = (request: number, run = 1) =>
    ({ type: "ask-file", request, run: runId(run), accept: ".csv" }) as const;

  it("gets the one that the reader chooses, with its name", async () => {
    const asked: [string, string][] = [];
    const bytes = new ArrayBuffer(4);
    const page = openNotebook([define("a")], undefined, undefined, async (cell, accept) => {
      asked.push([cell, accept]);
      return { file: new File(["1234"], "own.csv"), bytes };
    });
    page.notebook.run(id("a"));
    await settle();
    page.host.emit(ask(1));
    await settle();
    expect(asked).toEqual([["a", ".csv"]]);
    expect(page.host.sent.at(-1)).toEqual({ type: "file", request: 1, bytes, name: "own.csv" });
    const picture = { width: null, height: 2 };
    page.host.emit({ type: "need-file", request: 2, path: "opened:1", picture });
    await settle();
    expect(page.host.sent.at(-1)).toMatchObject({
      type: "file",
      request: 2,
      picture: { width: 1, height: 2 },
    });
    // The file is there only as a picture, and only by its own number.
    for (const need of [
      { path: "opened:1", picture: null },
      { path: "opened:2", picture },
    ]) {
      page.host.emit({ type: "need-file", request: 3, ...need });
      await settle();
      expect(page.host.sent.at(-1)).toMatchObject({ type: "file-failed", request: 3 });
    }
  });

  it("asks one question at a time, which ends with its run", async () => {
    const signals: AbortSignal[] = [];
    const page = openNotebook([define("a")], undefined, undefined, (_cell, _accept, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    page.notebook.run(id("a"));
    await settle();
    for (let request = 1; request <= 40; request += 1) page.host.emit(ask(request));
    await settle();
    expect(signals).toHaveLength(1);
    expect(page.host.sent.filter(({ type }) => type === "file-failed")).toHaveLength(39);
    page.host.finish("done");
    await settle();
    expect(signals[0]?.aborted).toBe(true);
    const message = "The cell has ended before a file was chosen.";
    expect(page.host.sent.at(-1)).toEqual({ type: "file-failed", request: 1, message });
    // From a timer that goes on.
    page.host.emit(ask(41));
    await settle();
    expect(signals).toHaveLength(1);
    expect(page.host.sent.at(-1)).toMatchObject({ type: "file-failed", request: 41 });
  });

  it("is not asked for in the name of the cell that runs next", async () => {
    const asked: string[] = [];
    const page = openNotebook([define("a"), define("b")], undefined, undefined, (cell) => {
      asked.push(cell);
      return new Promise(() => undefined);
    });
    await page.runWell("a");
    page.notebook.run(id("b"));
    await settle();
    page.host.emit(ask(1, 1));
    page.host.emit({ ...ask(2), run: null });
    await settle();
    expect(asked).toEqual([]);
    const message = "Only a cell that runs can ask for a file. Write `await` before `openFile`.";
    expect(page.host.sent.slice(-2)).toEqual(
      [1, 2].map((request) => ({ type: "file-failed", request, message })),
    );
    page.host.emit(ask(3, 2));
    await settle();
    expect(asked).toEqual(["b"]);
  });
});

describe("an edited lesson", () => {
  it("keeps the state of cells of the same id, and shows the author's text unless the reader edited it", async () => {
    const page = three();
    await page.runWell("b");
    page.notebook.edit(id("b"), "reader's");
    page.notebook.redefine([
      define("a", { source: "author's new a" }),
      define("b", { source: "author's new b" }),
      define("n"),
    ]);
    expect(page.statuses()).toBe("stale stale idle");
    expect(page.cell("a").source.value).toBe("author's new a");
    expect(page.cell("b").source.value).toBe("reader's");
  });

  it("cancels a queued cell that was removed, and continues", async () => {
    const page = three();
    page.notebook.run(id("c"));
    await settle();
    page.notebook.redefine([define("a"), define("c")]);
    page.host.finish("done");
    await settle();
    expect(page.host.running?.source).toBe("c");
  });
});
