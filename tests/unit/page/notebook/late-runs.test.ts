import { describe, expect, it } from "vitest";
import { verdictOfCell } from "../../../../src/page/notebook/verdict.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { openNotebook } from "./open-notebook.ts";
import { define, cellId as id, runId, settle } from "./scripted-host.ts";

const text = (run: number, line: string): RuntimeEvent => ({
  type: "output",
  run: runId(run),
  output: { type: "text", stream: "log", text: line },
});
const work = (run: number, timers: number, trainings = 0): RuntimeEvent => ({
  type: "work",
  run: runId(run),
  timers,
  trainings,
});
const failure = (run: number): RuntimeEvent => ({
  type: "late-failure",
  run: runId(run),
  error: { name: "Error", message: "late", line: 1, column: 1, text: "f()", stack: [] },
});

/** Cell a has run as run 1, and cell b runs. */
async function whileBRuns() {
  const page = openNotebook([define("a"), define("b")]);
  await page.runWell("a");
  page.notebook.run(id("b"));
  await settle();
  return page;
}

describe("what a cell shows after its run has ended", () => {
  it("appears under that cell, marked as late", async () => {
    const page = await whileBRuns();
    page.host.print("of b");
    page.host.emit(text(1, "late"));
    page.host.emit(text(1, "later"));
    page.tick();
    expect([page.text("a"), page.text("b")]).toEqual(["late\nlater", "of b"]);
    expect(page.cell("a").outputs.value.entries).toMatchObject([{ late: true }]);
    expect(page.cell("b").outputs.value.entries[0]).not.toHaveProperty("late");
  });

  it("is not joined to what the run itself has printed", async () => {
    const page = openNotebook([define("a")]);
    page.notebook.run(id("a"));
    await settle();
    page.host.print("during");
    page.host.finish("done");
    page.host.emit(text(1, "late"));
    expect(page.text("a")).toBe("during|late");
  });

  it("is dropped once the cell has been run again, cleared, or lost with the runtime", async () => {
    const page = openNotebook([define("a")]);
    await page.runWell("a");
    await page.runWell("a");
    page.host.emit(text(1, "of the first run"));
    expect(page.text("a")).toBe("");
    page.notebook.clear(id("a"));
    page.host.emit(text(2, "of the second run"));
    expect(page.text("a")).toBe("");
    await page.runWell("a");
    page.host.end({ type: "crashed", message: "gone" });
    page.host.emit(text(3, "of a lost runtime"));
    expect(page.text("a")).toBe("");
  });
});

describe("a late error", () => {
  it("fails the cell and is announced", async () => {
    const page = await whileBRuns();
    page.host.emit(failure(1));
    expect(page.statuses()).toBe("failed running");
    expect(page.cell("a").outputs.value.error).toMatchObject({ late: true, error: { message: "late" } });
    expect(page.events.at(-1)).toMatchObject({ type: "failed-late", cell: "a", error: { message: "late" } });
  });

  it("keeps the error that ended the run, and what was printed late", async () => {
    const page = openNotebook([define("a")]);
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("failed");
    page.host.emit(text(1, "one"));
    page.host.emit(text(1, "two"));
    page.host.emit(failure(1));
    expect(page.text("a")).toBe("one\ntwo");
    page.tick();
    expect(page.text("a")).toBe("one\ntwo");
    expect(page.cell("a").outputs.value.error).toMatchObject({ error: { message: "scripted" } });
  });

  it("of an exercise's own code fails it although its checks pass", async () => {
    const page = openNotebook([define("x", { checks: ["check"] })]);
    page.notebook.run(id("x"));
    await settle();
    page.host.finish("done");
    page.host.emit(failure(1));
    page.host.finish("done");
    expect(page.status("x")).toBe("failed");
    expect(page.cell("x").outputs.value.error).toMatchObject({ error: { message: "late" } });
  });
});

describe("a late loss that is not a number", () => {
  const doubt = (run: number): RuntimeEvent => ({
    type: "work",
    run: runId(run),
    timers: 0,
    trainings: 0,
    doubtful: true,
  });

  it("marks the cell, and is announced once", async () => {
    const page = await whileBRuns();
    page.host.emit(text(1, "The loss of epoch 1 is NaN"));
    page.host.emit(doubt(1));
    expect(verdictOfCell(page.cell("a"))).toBe("doubtful");
    expect(page.text("a")).toBe("The loss of epoch 1 is NaN");
    page.host.emit(doubt(1));
    expect(page.events.filter(({ type }) => type === "doubtful-late")).toEqual([
      { type: "doubtful-late", cell: "a" },
    ]);
  });

  it("of an exercise's own code marks it while its checks run", async () => {
    const page = openNotebook([define("x", { checks: ["check"] })]);
    page.notebook.run(id("x"));
    await settle();
    page.host.finish("done");
    page.host.emit(doubt(1));
    page.host.finish("done");
    expect(verdictOfCell(page.cell("x"))).toBe("doubtful");
  });

  it("changes nothing of a cell that failed, or runs again", async () => {
    const page = openNotebook([define("a")]);
    page.notebook.run(id("a"));
    await settle();
    page.host.finish("failed");
    page.host.emit(doubt(1));
    page.notebook.run(id("a"));
    await settle();
    page.host.emit(doubt(1));
    page.host.finish("done");
    expect(verdictOfCell(page.cell("a"))).toBeNull();
    expect(page.events.filter(({ type }) => type === "doubtful-late")).toEqual([]);
  });
});

describe("work that a run has left behind", () => {
  it("is shown with its cell, and ended by Stop", async () => {
    const page = await whileBRuns();
    page.host.emit(work(1, 2, 1));
    expect(page.cell("a").lateWork.value).toEqual({ timers: 2, trainings: 1 });
    expect(page.status("a")).toBe("done");
    page.notebook.stop(id("a"));
    expect(page.host.sent.at(-1)).toEqual({ type: "stop", run: 1 });
    page.host.emit(work(1, 0));
    expect(page.cell("a").lateWork.value).toBeNull();
    page.notebook.stop(id("a"));
    expect(page.host.sent.filter(({ type }) => type === "stop")).toHaveLength(1);
  });

  it("adds up over a cell and its checks, and is ended by Stop all, by clearing and with the cell", async () => {
    const page = openNotebook([define("x", { checks: ["check"] })]);
    const leaveWork = async (first: number): Promise<void> => {
      await page.runWell("x");
      page.host.emit(work(first, 1));
      page.host.emit(work(first + 1, 1));
      expect(page.cell("x").lateWork.value).toEqual({ timers: 2, trainings: 0 });
    };
    await leaveWork(1);
    page.notebook.stopAll();
    await leaveWork(3);
    page.notebook.clear(id("x"));
    await leaveWork(5);
    page.notebook.redefine([define("y")]);
    expect(page.host.sent.flatMap((command) => (command.type === "stop" ? [command.run] : []))).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  it("is gone when the cell runs again, and with the runtime", async () => {
    const page = openNotebook([define("a")]);
    await page.runWell("a");
    page.host.emit(work(1, 1));
    page.notebook.run(id("a"));
    await settle();
    expect(page.cell("a").lateWork.value).toBeNull();
    page.host.finish("done");
    page.host.emit(work(2, 1));
    page.host.end({ type: "restarted" });
    expect(page.cell("a").lateWork.value).toBeNull();
  });
});

describe("a runtime that is lost as soon as it has started", () => {
  it("fails the cell that waits for it", async () => {
    const page = openNotebook([define("a")]);
    const { start } = page.host;
    page.host.start = async () => {
      await start.call(page.host);
      page.host.end({ type: "crashed", message: "gone" });
    };
    page.notebook.run(id("a"));
    await settle();
    expect(page.status("a")).toBe("failed");
    expect(page.host.running).toBeNull();
    expect(page.notebook.busy.value).toBe(false);
  });
});
