import { assertNever } from "../../protocol/assert-never.ts";
import type { CellState, CellStatus, Skipped } from "../notebook/cell-state.ts";
import type { PendingWork } from "../notebook/notebook-cell.ts";
import type { Verdict } from "../notebook/verdict.ts";
import { count, duration, wholeSeconds } from "../ui/format.ts";

/** A cell's status for its footer. The sign says without colour what the colour says. */
export interface StatusDescription {
  readonly sign: string;
  readonly text: string;
}

/** How its outputs judge the cell, if they do. */
interface Judged {
  readonly verdict: Verdict | null;
  readonly isExercise: boolean;
}

/** @param elapsed the seconds for which it has been running */
export function describeStatus(
  status: CellStatus,
  state: CellState,
  elapsed: number | null,
  judged: Judged,
): StatusDescription {
  const durationMs = state.type === "ended" ? state.lastRun.durationMs : null;
  const time = durationMs === null ? "" : duration(durationMs);
  switch (status) {
    case "idle":
      return { sign: "", text: "not run yet" };
    case "queued":
      return { sign: "…", text: "waiting" };
    case "running":
      return {
        sign: "●",
        text: elapsed === null || elapsed === 0 ? "running" : `running · ${wholeSeconds(elapsed)}`,
      };
    case "done":
      return describeDone(time, judged);
    case "failed":
      return { sign: "✗", text: `failed${time === "" ? "" : ` after ${time}`}` };
    case "stopped":
      return { sign: "■", text: `stopped${time === "" ? "" : ` after ${time}`}` };
    case "stale":
      return { sign: "↻", text: "out of date: run it again" };
    default:
      return assertNever(status);
  }
}

function describeDone(time: string, { verdict, isExercise }: Judged): StatusDescription {
  if (verdict === "failed")
    return { sign: "✗", text: `${isExercise ? "not solved yet" : "a check failed"} · ${time}` };
  if (verdict === "doubtful") return { sign: "⚠", text: `done, but the loss is not a number · ${time}` };
  return { sign: "✓", text: verdict === "passed" && isExercise ? `solved · ${time}` : time };
}

/** What goes on after the end of a run. */
export function describeWork({ timers, trainings }: PendingWork): string {
  const parts = [
    ...(timers > 0 ? [count(timers, "timer")] : []),
    ...(trainings > 0 ? [count(trainings, "training")] : []),
  ];
  return `still active: ${parts.join(", ")}`;
}

export function describeSkipped({ because, outcome }: Skipped): string {
  const reason = outcome === "failed" ? "failed" : outcome === "stopped" ? "was stopped" : "lost the runtime";
  return because === null ? "Not run: the runtime did not start." : `Not run: ${because}, above, ${reason}.`;
}
