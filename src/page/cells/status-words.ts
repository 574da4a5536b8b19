import { assertNever } from "../../protocol/assert-never.ts";
import type { NotRun } from "../notebook/cell-model.ts";
import type { CellStatus } from "../notebook/cell-status.ts";
import { duration } from "../ui/format.ts";

/** A cell's status for its footer: a sign, so that it is never colour alone, and words. */
export interface StatusWords {
  readonly sign: string;
  readonly words: string;
}

export function statusWords(status: CellStatus, took: number | null, elapsed: number | null): StatusWords {
  const time = took === null ? "" : duration(took);
  switch (status) {
    case "idle":
      return { sign: "", words: "not run yet" };
    case "queued":
      return { sign: "…", words: "waiting" };
    case "running":
      return {
        sign: "●",
        words: elapsed === null || elapsed < 100 ? "running" : `running · ${duration(elapsed)}`,
      };
    case "done":
      return { sign: "✓", words: time };
    case "failed":
      return { sign: "✗", words: `failed${time === "" ? "" : ` after ${time}`}` };
    case "stopped":
      return { sign: "■", words: `stopped${time === "" ? "" : ` after ${time}`}` };
    case "stale":
      return { sign: "↻", words: "out of date: run it again" };
    default:
      return assertNever(status);
  }
}

/** Why a cell that was to run did not. */
export function notRunWords({ because, outcome }: NotRun): string {
  const reason = outcome === "failed" ? "failed" : outcome === "stopped" ? "was stopped" : "lost the runtime";
  return because === null ? "Not run: the runtime did not start." : `Not run: ${because}, above, ${reason}.`;
}
