/** What the page's contract shows in `data-status`. */
export type CellStatus = "idle" | "queued" | "running" | "done" | "failed" | "stopped" | "stale";

/** How a run ended. */
export type Outcome = "done" | "failed" | "stopped";
