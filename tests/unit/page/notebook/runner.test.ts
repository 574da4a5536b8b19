import { describe, expect, it } from "vitest";
import { cellNames } from "../../../../src/cell/names/find-names.ts";
import type { Cell } from "../../../../src/lesson/lesson.ts";
import { CellList } from "../../../../src/page/notebook/cell-list.ts";
import type { NotebookEvent } from "../../../../src/page/notebook/notebook.ts";
import type { NotebookCell } from "../../../../src/page/notebook/notebook-cell.ts";
import { Runner } from "../../../../src/page/notebook/runner.ts";
import { TypedAhead } from "../../../../src/page/notebook/typed-ahead.ts";
import { createHost } from "../../../../src/page/sandbox/create-host.ts";
import { CodeRuntime, shows } from "./code-runtime.ts";
import { cellId, define, runId } from "./scripted-host.ts";

/** A cell with its code, of which the names are found as in a lesson. */
function code(id: string, source: string, checks?: readonly string[]): Cell {
  return define(id, { source, names: cellNames(source), ...(checks === undefined ? {} : { checks }) });
}

const NEVER = "await new Promise(() => undefined)";
const ABC = [code("a", "const x = 2;"), code("b", "const y = x * 3;\ny"), code("c", "x + y")];

/** A runner with everything that it uses in the page; only the runtime has no frame. */
function open(cells: readonly Cell[], load: () => Promise<void> = async () => undefined) {
  const runtimes: CodeRuntime[] = [];
  const list = new CellList(cells, null);
  const events: NotebookEvent[] = [];
  const typedAhead = new TypedAhead();
  let now = 0;
  const none = async (): Promise<never> => {
    throw new Error("There is no data.");
  };
  const host = createHost({
    async load() {
      await load();
      return (listener) => {
        const runtime = new CodeRuntime(listener);
        runtimes.push(runtime);
        queueMicrotask(() => runtime.emit({ type: "ready", backend: "cpu", reason: "" }));
        return runtime;
      };
    },
    now: () => now,
    later: () => undefined,
    isHidden: () => false,
  });
  const runner = new Runner(list, {
    host,
    typedAhead,
    now: () => now,
    later: (callback) => queueMicrotask(callback),
    emit: (event) => events.push(event),
    onFigureState: () => undefined,
    serveDataset: none,
    serveFile: none,
    askForFile: none,
    decodePicture: none,
  });
  const cell = (id: string): NotebookCell => {
    const found = list.find(cellId(id));
    if (found === undefined) throw new Error(`There is no cell ${id}.`);
    return found;
  };
  return {
    runner,
    list,
    events,
    typedAhead,
    cell,
    runtimes,
    /** The cells that each runtime has run, with those whose checks it has run. */
    ran: () => runtimes.map((runtime) => runtime.ran.join(" ")),
    statuses: () => list.cells.value.map(({ status }) => status.value).join(" "),
    text: (id: string) =>
      cell(id).outputs.value.entries.map(({ output }) =>
        output.type === "text" ? output.text : output.type,
      ),
    run: (id: string) => runner.request({ type: "cell", cell: cellId(id) }),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

/** Lets what was asked for happen, in which no timer takes part. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

describe("a request", () => {
  it("starts a runtime, and runs a cell after those whose names it uses", async () => {
    const page = open(ABC);
    expect(page.runtimes).toHaveLength(0);
    page.run("c");
    expect(page.statuses()).toBe("queued queued queued");
    await settle();
    expect(page.ran()).toEqual(["a b c"]);
    expect([page.text("b"), page.text("c")]).toEqual([["6"], ["8"]]);
    expect(page.events.map(({ type }) => type)).toEqual(["started", "ended"]);
  });

  it("runs in the runtime that is there, and nothing again that is fresh", async () => {
    const page = open(ABC);
    page.run("b");
    await settle();
    page.run("c");
    await settle();
    expect(page.ran()).toEqual(["a b c"]);
  });

  it("takes as long as all of its cells, from the press on; that of a cell as long as this", async () => {
    const page = open([code("a", "1"), code("b", "2")]);
    page.runner.request({ type: "all" });
    page.wait(50);
    await settle();
    page.run("a");
    await settle();
    const ends = page.events.flatMap((event) => (event.type === "ended" ? [event.ms] : []));
    expect(ends).toEqual([50, 1]);
  });

  it("is cancelled where a cell fails that it needs, and the others say because of which", async () => {
    const page = open([code("a", "const x = missing();"), code("b", "x"), code("c", "'alone'")]);
    page.run("b");
    page.run("c");
    await settle();
    expect(page.statuses()).toBe("failed idle done");
    expect(page.cell("a").outputs.value.error).toMatchObject({
      error: { message: expect.stringContaining("missing") },
      inCheck: false,
    });
    expect(page.cell("b").state.value).toMatchObject({ skipped: { because: "a", outcome: "failed" } });
  });

  it("waits for what is typed for editors that are being loaded, and is dropped with it", async () => {
    const page = open(ABC);
    const arrived = page.typedAhead.begin();
    page.run("a");
    await settle();
    expect(page.ran()).toEqual([]);
    arrived(() => page.list.edit(page.cell("a"), "const x = 5;"));
    page.run("b");
    await settle();
    expect(page.text("b")).toEqual(["15"]);
    const lost = page.typedAhead.begin();
    page.run("c");
    lost(null);
    await settle();
    expect(page.ran()).toEqual(["a b"]);
  });

  it("runs nothing while a cell of it has someone else's text that the reader has not agreed to", async () => {
    const page = open(ABC);
    page.cell("a").foreign.value = { from: "link", accepted: false, edited: false, replaced: null };
    page.run("c");
    await settle();
    expect(page.ran()).toEqual([]);
    expect(page.events).toMatchObject([{ type: "consent-needed", cells: ["a"] }]);
    // Its own Run button agrees.
    page.run("a");
    page.run("c");
    await settle();
    expect(page.ran()).toEqual(["a b c"]);
  });
});

describe("an exercise", () => {
  const PASSES = "if (answer !== 4) throw new Error('Not 4.');";

  it("runs its checks after its code, which take part in its time", async () => {
    const page = open([code("e", "const answer = 4;", [PASSES, PASSES])]);
    page.run("e");
    await settle();
    expect(page.ran()).toEqual(["e e-check-1 e-check-2"]);
    expect(page.cell("e").state.value).toMatchObject({ lastRun: { outcome: "done", durationMs: 3 } });
  });

  it("fails with a check, whose error is not one of its code, and runs no check after that", async () => {
    const page = open([code("e", "const answer = 5;", [PASSES, PASSES])]);
    page.run("e");
    await settle();
    expect(page.ran()).toEqual(["e e-check-1"]);
    expect(page.cell("e").outputs.value.error).toMatchObject({ error: { message: "Not 4." }, inCheck: true });
  });

  it("runs no check if it was stopped in its code, even if that still ends", async () => {
    const page = open([code("e", `const answer = 4;\n${NEVER}`, [PASSES])]);
    page.run("e");
    await settle();
    page.runner.stop(page.cell("e"));
    await settle();
    expect(page.ran()).toEqual(["e"]);
    expect(page.statuses()).toBe("stopped");
  });
});

describe("Stop", () => {
  it("asks at first, and ends the runtime at the second press; the next request starts another one", async () => {
    const page = open([...ABC, code("loop", `x;\n${NEVER}`)]);
    page.run("loop");
    await settle();
    expect(page.statuses()).toBe("done idle idle running");
    page.runner.stop(page.cell("loop"));
    page.runner.stop(page.cell("loop"));
    expect(page.statuses()).toBe("idle idle idle stopped");
    expect(page.runner.lost.value).toEqual({ end: { type: "stopped" }, cell: "loop" });
    page.run("b");
    await settle();
    expect(page.runner.lost.value).toBeNull();
    expect(page.ran()).toEqual(["a loop", "a b"]);
  });

  it("takes a queued cell out with what needs it, and the others still run", async () => {
    const page = open([code("wait", NEVER), ...ABC]);
    page.run("wait");
    page.run("c");
    await settle();
    page.runner.stop(page.cell("b"));
    expect(page.statuses()).toBe("running idle idle idle");
    page.run("a");
    page.runner.stop(page.cell("wait"));
    await settle();
    expect(page.statuses()).toBe("stopped done idle idle");
  });

  it("of everything empties the queue too", async () => {
    const page = open([code("wait", NEVER), ...ABC]);
    page.runner.request({ type: "all" });
    await settle();
    page.runner.stopAll();
    await settle();
    expect(page.statuses()).toBe("stopped idle idle idle");
    expect(page.ran()).toEqual(["wait"]);
  });
});

describe("a runtime", () => {
  it("that cannot start fails the first cell with the reason, and skips the others", async () => {
    const page = open(ABC, () => Promise.reject(new Error("No network.")));
    page.run("b");
    await settle();
    expect(page.statuses()).toBe("failed idle idle");
    expect(page.cell("a").outputs.value.error?.error.message).toContain("No network.");
    expect(page.cell("b").state.value).toMatchObject({ skipped: { because: "a", outcome: "failed" } });
  });

  it("that crashes fails the cell that runs, and what the others computed is gone", async () => {
    const page = open([...ABC, code("loop", `x;\n${NEVER}`)]);
    page.run("b");
    page.run("loop");
    await settle();
    page.runtimes[0]?.crash("Out of memory.");
    await settle();
    expect(page.statuses()).toBe("idle idle idle failed");
    expect(page.cell("loop").outputs.value.error?.error.message).toBe("Out of memory.");
    expect(page.cell("b").outputs.value).toMatchObject({ old: true });
    expect(page.runner.lost.value).toEqual({
      end: { type: "crashed", message: "Out of memory." },
      cell: "loop",
    });
  });

  it("that is restarted starts at once, and nothing that was queued runs in it", async () => {
    const page = open([code("wait", NEVER), ...ABC]);
    page.runner.request({ type: "all" });
    await settle();
    page.runner.restart();
    await settle();
    expect(page.statuses()).toBe("stopped idle idle idle");
    expect(page.runner.lost.value).toBeNull();
    expect(page.ran()).toEqual(["wait", ""]);
  });
});

describe("a cell", () => {
  it("still shows what it prints after its run, unless its outputs were cleared or it has run again", async () => {
    const page = open([code("a", "1"), code("b", NEVER)]);
    const late = (run: number, text: string) => page.runtimes[0]?.emit(shows(runId(run), text));
    page.run("a");
    page.run("b");
    await settle();
    late(1, "later");
    await settle();
    expect(page.text("a")).toEqual(["1", "later"]);
    expect(page.text("b")).toEqual([]);
    page.runner.forget(page.cell("a"));
    late(1, "too late");
    await settle();
    expect(page.text("a")).toEqual(["1", "later"]);
  });

  it("is stopped if it is no longer in the lesson, with what waits for it, and does not begin if it is queued", async () => {
    const cells = [
      code("wait", `const x = 1;\n${NEVER}`),
      code("b", "x"),
      code("c", "'alone'"),
      code("d", "1"),
    ];
    const page = open(cells);
    for (const { id } of cells.slice(1)) page.run(id);
    await settle();
    page.runner.retain(new Set([cellId("b"), cellId("c")]));
    await settle();
    expect(page.statuses()).toBe("stopped idle done idle");
    expect(page.ran()).toEqual(["wait c"]);
  });
});
