import type { CellNames } from "../../cell/names/cell-names.ts";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Provider, Tick } from "./stale.ts";

/** What the page's contract shows in `data-status`. */
export type CellStatus = "idle" | "queued" | "running" | "done" | "failed" | "stopped" | "stale";

/** How a run ended. */
export type Outcome = "done" | "failed" | "stopped";

/** Why a queued cell did not run: the cell that ended first, and how. */
export interface Skipped {
  readonly because: CellId | null;
  readonly outcome: Exclude<Outcome, "done"> | "lost";
}

/** The last run of a cell in the current runtime: what it ran, and how that ended. */
export interface LastRun {
  readonly outcome: Outcome;
  /** In ms; null where the runtime did not start. */
  readonly durationMs: number | null;
  /** A loss that it computed was not a number. */
  readonly isDoubtful: boolean;
  readonly source: string;
  readonly names: CellNames;
  /** Where it found the names that it uses. */
  readonly readFrom: ReadonlyMap<string, Provider>;
  /** When it began. */
  readonly tick: Tick;
  /** When something that it read was first replaced; null where nothing was. */
  readonly outdatedAt: Tick | null;
}

/** What a queued cell waits for: its turn, or that the page has loaded what the run needs, such as the editor. */
export type Awaited = "turn" | "page";

/** What a cell is doing. `stale` is not a state: it is derived from the last runs and texts of all cells. */
export type CellState =
  | { readonly type: "idle"; readonly skipped: Skipped | null }
  | { readonly type: "queued"; readonly awaits: Awaited; readonly lastRun: LastRun | null }
  | {
      readonly type: "running";
      /** On the clock of `performance.now()`. */
      readonly startedAt: number;
      /** Stop was pressed. */
      readonly stopping: boolean;
      readonly lastRun: LastRun | null;
    }
  | { readonly type: "ended"; readonly lastRun: LastRun; readonly skipped: Skipped | null };

export const IDLE: CellState = { type: "idle", skipped: null };

export function enqueue(state: CellState, awaits: Awaited = "turn"): CellState {
  return { type: "queued", awaits, lastRun: lastRunOf(state) };
}

/** Back to the state before the cell was queued. */
export function cancel(state: CellState, skipped: Skipped | null): CellState {
  const lastRun = lastRunOf(state);
  return lastRun === null ? { type: "idle", skipped } : { type: "ended", lastRun, skipped };
}

export function begin(state: CellState, startedAt: number): CellState {
  return { type: "running", startedAt, stopping: false, lastRun: lastRunOf(state) };
}

export function requestStop(state: CellState): CellState {
  return state.type === "running" ? { ...state, stopping: true } : state;
}

export function end(lastRun: LastRun): CellState {
  return { type: "ended", lastRun, skipped: null };
}

/** Something that the last run started has failed after its end. */
export function failLate(state: CellState): CellState {
  if (state.type === "idle" || state.lastRun === null) return state;
  return { ...state, lastRun: { ...state.lastRun, outcome: "failed" } };
}

/** A loss that the last run computes after its end is not a number. The same object if that is known, or it failed. */
export function doubtLate(state: CellState): CellState {
  const lastRun = lastRunOf(state);
  if (state.type === "idle" || lastRun?.outcome !== "done" || lastRun.isDoubtful) return state;
  return { ...state, lastRun: { ...lastRun, isDoubtful: true } };
}

/**
 * Something that the last run read was replaced. A state that is outdated stays the same object: where all cells of a
 * large lesson run again, each outdates all below it.
 */
export function outdate(state: CellState, tick: Tick): CellState {
  if (state.type === "idle" || state.lastRun === null || state.lastRun.outdatedAt !== null) return state;
  return { ...state, lastRun: { ...state.lastRun, outdatedAt: tick } };
}

/** The runtime is gone, and with it what the last run computed, or kept it from running. */
export function forgetRun(state: CellState): CellState {
  switch (state.type) {
    case "idle":
    case "ended":
      return IDLE;
    case "queued":
    case "running":
      return { ...state, lastRun: null };
    default:
      return assertNever(state);
  }
}

export function lastRunOf(state: CellState): LastRun | null {
  return state.type === "idle" ? null : state.lastRun;
}

export function isPending(state: CellState): boolean {
  return state.type === "queued" || state.type === "running";
}

export function isStopping(state: CellState): boolean {
  return state.type === "running" && state.stopping;
}

export function statusOf(state: CellState, isStale: boolean): CellStatus {
  if (state.type !== "ended") return state.type;
  return isStale ? "stale" : state.lastRun.outcome;
}
