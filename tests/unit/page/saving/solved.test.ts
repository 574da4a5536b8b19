import { describe, expect, it } from "vitest";
import { type SolvedStore, trackSolved } from "../../../../src/page/saving/solved.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";

/** A notebook of one exercise with two checks, solved in an earlier visit or not. */
function open(earlier: readonly string[] = []) {
  const page = openNotebook([define("code", { checks: ["first", "second"] })]);
  const stored = new Set(earlier);
  const store: SolvedStore = {
    load: async () => [...stored],
    save: async (exercise, isSolved) => {
      if (isSolved) stored.add(exercise);
      else stored.delete(exercise);
    },
  };
  const solved = trackSolved(page.notebook, store, () => false);
  /** Runs the cell, then its checks with these results. */
  const run = async (...results: readonly boolean[]) => {
    page.notebook.run(cellId("code"));
    await settle();
    page.host.finish("done");
    for (const passed of results) {
      await settle();
      page.host.show({ type: "check", passed, message: "" });
      page.host.finish("done");
    }
    await settle();
  };
  return { ...page, run, solved: () => [...solved.exercises.value], stored };
}

const SOLVED = ["code-exercise"];

describe("an exercise", () => {
  it("is solved once all its checks have passed, and not before", async () => {
    const page = open();
    await page.run(false, true);
    expect(page.solved()).toEqual([]);
    await page.run(true);
    expect(page.status("code")).toBe("running");
    expect(page.solved()).toEqual([]);
    page.host.show({ type: "check", passed: true, message: "" });
    page.host.finish("done");
    expect(page.solved()).toEqual(SOLVED);
    expect([...page.stored]).toEqual(SOLVED);
  });

  it("stays solved when it later runs wrong, fails, or is visited again", async () => {
    const page = open();
    await page.run(true, true);
    await page.run(false, false);
    expect(page.solved()).toEqual(SOLVED);
    page.notebook.run(cellId("code"));
    await settle();
    page.host.finish("failed");
    expect(page.solved()).toEqual(SOLVED);
    const again = open([...page.stored]);
    await settle();
    expect(again.solved()).toEqual(SOLVED);
  });

  it("that is started over is not solved", async () => {
    const page = open(SOLVED);
    await settle();
    page.notebook.clear(cellId("code"));
    expect(page.solved()).toEqual([]);
    expect([...page.stored]).toEqual([]);
  });
});
