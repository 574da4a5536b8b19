import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Cell } from "../../../../src/lesson/lesson.ts";
import { offerRunner } from "../../../../src/page/automation/offer-runner.ts";
import { FileQuestions } from "../../../../src/page/files/file-questions.ts";
import { CellReport } from "../../../../src/protocol/cell-report.ts";
import { LESSON_RUNNER } from "../../../../src/protocol/lesson-runner.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { define, settle } from "../notebook/scripted-host.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(globalThis, LESSON_RUNNER);
});

/** A page whose cells `lectern run` runs, over a runtime that the test controls. */
function runnerOf(cells: readonly Cell[]) {
  const questions = new FileQuestions(() => undefined);
  const opened = openNotebook(cells, undefined, undefined, questions.ask);
  offerRunner(opened.notebook, questions);
  const runner: { readonly run: (request: object) => Promise<unknown> } = Reflect.get(
    globalThis,
    LESSON_RUNNER,
  );
  /** Starts a run; what it reports, once it does. */
  const run = async (cell: string, source: string | null = null) => {
    const reported = runner
      .run({ cell, source, timeout: 1000 })
      .then((report) => v.parse(CellReport, report));
    await settle();
    return { reported };
  };
  /** The running cell asks for a file, and fails as it gets none. */
  const askAndEnd = async (outcome: "done" | "failed") => {
    opened.host.emit({ type: "ask-file", request: 1, run: opened.host.running?.run ?? null, accept: ".csv" });
    await settle();
    expect(opened.host.sent.at(-1)).toMatchObject({ type: "file-failed", request: 1 });
    opened.host.finish(outcome);
    await settle();
  };
  return { ...opened, questions, run, askAndEnd };
}

const CELLS = [
  define("data", { names: { declares: ["rows"] } }),
  define("sum", { names: { uses: ["rows"], declares: ["total"] } }),
  define("average", { names: { uses: ["total"] } }),
  define("other", {}),
];

describe("a cell that asks the reader for a file", () => {
  it("gets none at once, and is reported as asking, like those that depend on it", async () => {
    const { run, askAndEnd, host, questions } = runnerOf(CELLS);
    const data = await run("data");
    await askAndEnd("failed");
    expect(await data.reported).toMatchObject({ outcome: "asks", error: null });
    expect(questions.open.value).toBeNull();
    expect(await (await run("average")).reported).toMatchObject({ cell: "average", outcome: "asks" });
    expect(host.sources).toEqual(["data"]);
    const other = await run("other");
    host.finish("failed");
    expect(await other.reported).toMatchObject({ outcome: "failed" });
  });

  it("counts as it ends if it goes on without", async () => {
    const { run, askAndEnd, host } = runnerOf(CELLS);
    const data = await run("data");
    await askAndEnd("done");
    expect(await data.reported).toMatchObject({ outcome: "done" });
    const sum = await run("sum");
    host.finish("failed");
    expect(await sum.reported).toMatchObject({ outcome: "failed" });
  });

  it("may be a manual one, or the starter of an exercise that has another solution", async () => {
    const { run, askAndEnd, host } = runnerOf([
      define("data", { manual: true, names: { declares: ["rows"] } }),
      define("sum", { names: { uses: ["rows"] } }),
      define("task", { checks: [] }),
    ]);
    for (const cell of ["data", "task"]) {
      const asking = await run(cell);
      await askAndEnd("failed");
      expect(await asking.reported).toMatchObject({ outcome: "asks" });
    }
    expect(await (await run("sum")).reported).toMatchObject({ outcome: "asks" });
    const solution = await run("task", "solved");
    host.finish("done");
    expect(await solution.reported).toMatchObject({ outcome: "done" });
  });
});

describe("the time limit", () => {
  it("stops the cell that was asked for", async () => {
    const { run, host } = runnerOf(CELLS);
    const other = await run("other");
    await vi.advanceTimersByTimeAsync(999);
    expect(host.stopped).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(host.stopped).toHaveLength(1);
    host.finish("stopped");
    expect(await other.reported).toMatchObject({ outcome: "stopped" });
  });

  it("stops a cell that has to run first, and ends the runtime if it does not stop", async () => {
    const { run, host, cell } = runnerOf(CELLS);
    const sum = await run("sum");
    expect(cell("data").status.value).toBe("running");
    await vi.advanceTimersByTimeAsync(1000);
    expect(host.stopped).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(host.status.value).toBe("lost");
    expect(await sum.reported).toMatchObject({ cell: "sum", outcome: "missing" });
  });

  it("is each cell's own", async () => {
    const { run, host } = runnerOf(CELLS);
    const sum = await run("sum");
    await vi.advanceTimersByTimeAsync(900);
    host.finish("done");
    await settle();
    await vi.advanceTimersByTimeAsync(900);
    expect(host.stopped).toHaveLength(0);
    host.finish("done");
    expect(await sum.reported).toMatchObject({ outcome: "done" });
  });
});
