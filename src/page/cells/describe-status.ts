import { assertNever } from "../../protocol/assert-never.ts";
import { words } from "../../words/words.ts";
import type { CellState, CellStatus, Skipped } from "../notebook/cell-state.ts";
import type { LateWork } from "../notebook/notebook-cell.ts";
import type { Verdict } from "../notebook/verdict.ts";
import { duration, wholeSeconds } from "../ui/format.ts";

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
      return { sign: "", text: words.cells.status.idle };
    case "queued":
      return {
        sign: "…",
        text:
          state.type === "queued" && state.awaits === "page"
            ? words.cells.status.queuedForPage
            : words.cells.status.queued,
      };
    case "running":
      return {
        sign: "●",
        text:
          elapsed === null || elapsed === 0
            ? words.cells.status.running
            : `${words.cells.status.running} · ${wholeSeconds(elapsed)}`,
      };
    case "done":
      return describeDone(time, judged);
    case "failed":
      return { sign: "✗", text: words.cells.failedAfter(time) };
    case "stopped":
      return { sign: "■", text: words.cells.stoppedAfter(time) };
    case "stale":
      return { sign: "↻", text: words.cells.status.stale };
    default:
      return assertNever(status);
  }
}

function describeDone(time: string, { verdict, isExercise }: Judged): StatusDescription {
  if (verdict === "failed")
    return {
      sign: "✗",
      text: `${isExercise ? words.cells.status.notSolved : words.cells.status.checkFailed} · ${time}`,
    };
  if (verdict === "doubtful") return { sign: "⚠", text: `${words.cells.status.lossIsNaN} · ${time}` };
  return {
    sign: "✓",
    text: verdict === "passed" && isExercise ? `${words.cells.status.solved} · ${time}` : time,
  };
}

/** What continues after the end of a run. */
export function describeLateWork({ timers, trainings }: LateWork): string {
  const parts = [
    ...(timers > 0 ? [words.counts.timers(timers)] : []),
    ...(trainings > 0 ? [words.counts.trainings(trainings)] : []),
  ];
  return words.cells.stillActive(parts.join(", "));
}

export function describeSkipped({ because, outcome }: Skipped): string {
  return because === null ? words.cells.notStarted : words.cells.skipped[outcome](because);
}
