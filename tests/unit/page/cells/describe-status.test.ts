import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import { describeStatus } from "../../../../src/page/cells/describe-status.ts";
import type { CellState } from "../../../../src/page/notebook/cell-state.ts";

const done: CellState = {
  type: "ended",
  skipped: null,
  lastRun: {
    outcome: "done",
    durationMs: 12,
    isDoubtful: false,
    source: "",
    names: NO_NAMES,
    tick: 1,
    readFrom: new Map(),
    outdatedAt: null,
  },
};

describe("the status of a cell that ran to its end", () => {
  it("is a tick and the time", () => {
    expect(describeStatus("done", done, null, { verdict: null, isExercise: false })).toEqual({
      sign: "✓",
      text: "12 ms",
    });
  });

  it("is no tick if a check failed", () => {
    expect(describeStatus("done", done, null, { verdict: "failed", isExercise: true })).toEqual({
      sign: "✗",
      text: "not solved yet · 12 ms",
    });
    expect(describeStatus("done", done, null, { verdict: "failed", isExercise: false })).toEqual({
      sign: "✗",
      text: "a check failed · 12 ms",
    });
  });

  it("is no tick if the loss of a training is not a number", () => {
    expect(describeStatus("done", done, null, { verdict: "doubtful", isExercise: false })).toEqual({
      sign: "⚠",
      text: "done, but the loss is not a number · 12 ms",
    });
  });

  it("says that the exercise is solved", () => {
    expect(describeStatus("done", done, null, { verdict: "passed", isExercise: true }).text).toBe(
      "solved · 12 ms",
    );
  });
});

describe("the status of a cell that runs", () => {
  it.each([
    [null, "running"],
    [0, "running"],
    [59, "running · 59 s"],
    [60, "running · 1 min 0 s"],
  ])("after %j seconds is %j", (elapsed, text) => {
    const running: CellState = { type: "running", startedAt: 0, stopping: false, lastRun: null };
    const judged = { verdict: null, isExercise: false };
    expect(describeStatus("running", running, elapsed, judged)).toEqual({ sign: "●", text });
  });
});
