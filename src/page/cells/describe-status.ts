import { assertNever } from "../../protocol/assert-never.ts";
import type { CellState, CellStatus, Skipped } from "../notebook/cell-state.ts";
import { duration } from "../ui/format.ts";

/** A cell's status for its footer. The sign says without colour what the colour says. */
export interface StatusDescription {
  readonly sign: string;
  readonly text: string;
}

export function describeStatus(
  status: CellStatus,
  state: CellState,
  elapsed: number | null,
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
        text: elapsed === null || elapsed < 100 ? "running" : `running · ${duration(elapsed)}`,
      };
    case "done":
      return { sign: "✓", text: time };
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

export function describeSkipped({ because, outcome }: Skipped): string {
  const reason = outcome === "failed" ? "failed" : outcome === "stopped" ? "was stopped" : "lost the runtime";
  return because === null ? "Not run: the runtime did not start." : `Not run: ${because}, above, ${reason}.`;
}
