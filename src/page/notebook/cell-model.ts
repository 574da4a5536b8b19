import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { CellDefinition, CellNames } from "./cell-definition.ts";
import type { CellStatus, Outcome } from "./cell-status.ts";
import { NO_OUTPUTS, type OutputList } from "./output-list.ts";
import type { Moment } from "./stale.ts";

/** Why a cell that was to run did not. */
export interface NotRun {
  readonly because: CellId | null;
  readonly outcome: Exclude<Outcome, "done"> | "lost";
}

/** What the page shows of a cell. */
export interface CellModel {
  readonly id: CellId;
  readonly definition: ReadonlySignal<CellDefinition>;
  /** The present text: the author's, or the student's edit. */
  readonly source: ReadonlySignal<string>;
  readonly status: ReadonlySignal<CellStatus>;
  readonly outputs: ReadonlySignal<OutputList>;
  /** How long the last run took, in ms. */
  readonly took: ReadonlySignal<number | null>;
  /** When the present run began, on the clock of `performance.now()`. */
  readonly startedAt: ReadonlySignal<number | null>;
  /** Stop was pressed and the run has not ended yet. */
  readonly stopping: ReadonlySignal<boolean>;
  readonly notRun: ReadonlySignal<NotRun | null>;
}

/** The last run of a cell in the present runtime. */
export interface LastRun {
  readonly outcome: Outcome;
  readonly source: string;
  readonly names: CellNames;
  /** When it began. */
  readonly at: Moment;
  /** When something that it read was replaced; null where nothing was. */
  readonly outdatedAt: Moment | null;
}

/** A cell as the notebook keeps it. */
export interface Slot {
  readonly id: CellId;
  readonly definition: Signal<CellDefinition>;
  readonly source: Signal<string>;
  readonly names: Signal<CellNames>;
  readonly editedAt: Signal<Moment>;
  readonly activity: Signal<"none" | "queued" | "running">;
  readonly lastRun: Signal<LastRun | null>;
  readonly outputs: Signal<OutputList>;
  readonly took: Signal<number | null>;
  readonly startedAt: Signal<number | null>;
  readonly stopping: Signal<boolean>;
  readonly notRun: Signal<NotRun | null>;
  readonly status: ReadonlySignal<CellStatus>;
}

/** A cell that has not run. `stale`: the ids of the cells that are stale now. */
export function createSlot(definition: CellDefinition, stale: ReadonlySignal<ReadonlySet<CellId>>): Slot {
  const activity = signal<"none" | "queued" | "running">("none");
  const lastRun = signal<LastRun | null>(null);
  const status = computed((): CellStatus => {
    if (activity.value !== "none") return activity.value;
    if (lastRun.value === null) return "idle";
    return stale.value.has(definition.id) ? "stale" : lastRun.value.outcome;
  });
  return {
    id: definition.id,
    definition: signal(definition),
    source: signal(definition.source),
    names: signal(definition.names),
    editedAt: signal(0),
    activity,
    lastRun,
    outputs: signal(NO_OUTPUTS),
    took: signal(null),
    startedAt: signal(null),
    stopping: signal(false),
    notRun: signal(null),
    status,
  };
}

/** Since when the slot's last run is doubtful by itself: its text was edited, or what it read was replaced. */
export function doubtfulSince(slot: Slot): Moment | null {
  const last = slot.lastRun.value;
  if (last === null) return null;
  return last.source === slot.source.value ? last.outdatedAt : slot.editedAt.value;
}

/** Names by which others may depend on the slot: those of what ran and those of what stands there now. */
export function namesOf(slot: Slot): CellNames {
  const last = slot.lastRun.value;
  const now = slot.names.value;
  if (last === null) return now;
  return {
    declares: [...new Set([...last.names.declares, ...now.declares])],
    uses: [...new Set([...last.names.uses, ...now.uses])],
  };
}
