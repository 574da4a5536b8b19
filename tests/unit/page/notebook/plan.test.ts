import { describe, expect, it } from "vitest";
import type { CellStatus } from "../../../../src/page/notebook/cell-state.ts";
import { leftOut, type PlannableCell, plan, type RunTarget } from "../../../../src/page/notebook/plan.ts";
import { cellId } from "./scripted-host.ts";

/** A cell that has not run and depends on no other by default. */
const cell = (id: string, more: Partial<PlannableCell> = {}): PlannableCell => ({
  id: cellId(id),
  manual: false,
  exercise: false,
  checked: false,
  status: "idle",
  dependencies: new Set(),
  declares: [],
  uses: [],
  contested: [],
  replaced: [],
  ...more,
});

const needing = (...ids: string[]): Pick<PlannableCell, "dependencies"> => ({
  dependencies: new Set(ids.map(cellId)),
});

const of = (id: string): RunTarget => ({ type: "cell", cell: cellId(id) });

const run = (target: RunTarget, ...cells: PlannableCell[]): string => plan(target, cells).run.join(" ");

describe("a cell", () => {
  it("brings those that it depends on, in the order of the page, if they have not run or are stale", () => {
    const cells = [
      cell("data", { status: "done" }),
      cell("model", { status: "stale" }),
      cell("unrelated"),
      cell("compile"),
      cell("fit", { ...needing("data", "model", "compile") }),
    ];
    expect(plan(of("fit"), cells)).toEqual({
      run: ["model", "compile", "fit"],
      needs: new Set(["model", "compile"]),
    });
  });

  it("brings those that will be stale, since one that they depend on runs before", () => {
    const cells = [
      cell("idle"),
      cell("reads-it", { status: "done", ...needing("idle") }),
      cell("queued", { status: "queued" }),
      cell("reads-that", { status: "done", ...needing("queued") }),
      cell("fresh", { status: "done" }),
      cell("last", needing("idle", "reads-it", "queued", "reads-that", "fresh")),
    ];
    expect(run(of("last"), ...cells)).toBe("idle reads-it reads-that last");
  });

  it("does not bring manual cells and exercises, or what has failed or been stopped", () => {
    const cells = [
      cell("manual", { manual: true }),
      cell("exercise", { exercise: true }),
      cell("failed", { status: "failed" }),
      cell("stopped", { status: "stopped" }),
      cell("last", needing("manual", "exercise", "failed", "stopped")),
    ];
    expect(run(of("last"), ...cells)).toBe("last");
    expect(run(of("manual"), ...cells)).toBe("manual");
  });

  it("waits for those that are queued or running, without queueing them or itself twice", () => {
    const cells = [
      cell("running", { status: "running" }),
      cell("queued", { status: "queued" }),
      cell("last", needing("running", "queued")),
    ];
    expect(plan(of("last"), cells)).toEqual({ run: ["last"], needs: new Set(["running", "queued"]) });
    expect(run(of("queued"), ...cells)).toBe("");
  });

  it("brings a fresh cell whose value has been replaced by another that declares the name", () => {
    const cells = [
      cell("first", { status: "done", contested: ["x"], replaced: ["x"] }),
      cell("reader", { ...needing("first"), uses: ["x"] }),
      cell("second", { status: "done", contested: ["x"] }),
    ];
    expect(run(of("reader"), ...cells)).toBe("first reader");
  });

  it("brings it also where a manual cell between declares the name, but has not run", () => {
    const cells = (status: CellStatus) => [
      cell("first", { status: "done", contested: ["x"], replaced: ["x"] }),
      cell("between", { manual: true, status, contested: ["x"] }),
      cell("reader", { ...needing("first"), uses: ["x"] }),
      cell("second", { status: "done", contested: ["x"] }),
    ];
    expect(run(of("reader"), ...cells("idle"))).toBe("first reader");
    expect(run(of("reader"), ...cells("done"))).toBe("reader");
  });

  it("that is not in the lesson runs nothing", () => {
    expect(run(of("gone"), cell("a"))).toBe("");
  });
});

describe("several cells", () => {
  const cells = [
    cell("a", { status: "done" }),
    cell("manual", { manual: true }),
    cell("b", { status: "done", ...needing("a") }),
    cell("exercise", { exercise: true, checked: true, ...needing("c") }),
    cell("c", { ...needing("a") }),
  ];

  it("are all but manual ones and exercises, whether they have run or not", () => {
    expect(run({ type: "all" }, ...cells)).toBe("a b c");
    expect(run({ type: "above", cell: cellId("exercise") }, ...cells)).toBe("a b");
    expect(run({ type: "above", cell: cellId("gone") }, ...cells)).toBe("");
  });

  it("are those that depend on a cell whose controls were changed, and have run before", () => {
    expect(run({ type: "dependents", cell: cellId("a") }, ...cells)).toBe("b");
  });

  it("are those that are stale, with what they need, but no manual ones and exercises", () => {
    const cells = [
      cell("a"),
      cell("manual", { manual: true, status: "stale" }),
      cell("b", { status: "stale", ...needing("a") }),
      cell("c", { status: "done" }),
      cell("exercise", { exercise: true, status: "stale" }),
      cell("idle", needing("b")),
    ];
    expect(run({ type: "stale" }, ...cells)).toBe("a b");
  });

  it("are those of a long chain, each of which redeclares a name of the one above, found in a few passes", () => {
    let looks = 0;
    const chain = Array.from({ length: 200 }, (_, index): PlannableCell => {
      const contested = [`x${index}`, `x${index + 1}`];
      const stands = cell(`c${index}`, { status: index === 0 ? "stale" : "done", declares: contested });
      return Object.defineProperty({ ...stands, contested }, "contested", {
        get() {
          looks += 1;
          return contested;
        },
      });
    });
    expect(plan({ type: "stale" }, chain).run).toEqual(chain.map(({ id }) => id));
    expect(looks).toBeLessThan(20 * chain.length);
  });

  it("are the exercises with checks and what they depend on; none keeps another from running", () => {
    expect(plan({ type: "checks" }, cells)).toEqual({ run: ["exercise", "c"], needs: new Set() });
  });
});

describe("left out of the run of a cell", () => {
  const withStatus = (status: CellStatus) => [
    cell("setup", { declares: ["x", "y"] }),
    cell("manual", { manual: true, status, declares: ["y"] }),
    cell("exercise", { exercise: true, status, declares: ["z"], uses: ["y"] }),
    cell("reader", { uses: ["x", "y", "z"] }),
    cell("other", { uses: ["x"], declares: ["z"] }),
    cell("last", { uses: ["z"] }),
  ];

  it.each(["idle", "stale"] as const)(
    "are manual cells and exercises that are %s, if it uses them",
    (status) => {
      const left = leftOut(withStatus(status));
      expect(["setup", "exercise", "reader", "other", "last"].map((id) => left.get(cellId(id)))).toEqual([
        [],
        ["manual"],
        ["manual", "exercise"],
        [],
        [],
      ]);
    },
  );

  it.each(["done", "failed", "queued", "running"] as const)("are none that are %s", (status) => {
    expect([...leftOut(withStatus(status)).values()].flat()).toEqual([]);
  });
});
