import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CellNames, NO_NAMES } from "../../cell/names/cell-names.ts";
import type { NamedCell } from "../../cell/names/dependencies.ts";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import { type CellState, type CellStatus, IDLE, lastRunOf, statusOf } from "./cell-state.ts";
import type { Foreign } from "./foreign.ts";
import { NO_OUTPUTS, type OutputList } from "./output-list.ts";
import type { OwnCell } from "./own-cells.ts";
import type { Freshness, Provider, Tick } from "./stale.ts";

/** What the page shows of a cell. */
export interface CellModel {
  readonly id: CellId;
  /** Set for a cell that the reader has added: its place, and whether it is code or a note. Null for the author's. */
  readonly own: ReadonlySignal<OwnCell | null>;
  /** What the author wrote; nothing for the reader's own cells. */
  readonly definition: ReadonlySignal<Cell>;
  /** The current text: the author's, or the reader's edit. */
  readonly source: ReadonlySignal<string>;
  /** The names in the current text, by which other cells depend on it. */
  readonly names: ReadonlySignal<CellNames>;
  /** Set while the text is someone else's. */
  readonly foreign: ReadonlySignal<Foreign | null>;
  readonly state: ReadonlySignal<CellState>;
  readonly status: ReadonlySignal<CellStatus>;
  readonly outputs: ReadonlySignal<OutputList>;
  /** What its last run started and has not ended; null if there is nothing. */
  readonly lateWork: ReadonlySignal<LateWork | null>;
}

/** Timers and trainings that continue after the end of a run. */
export interface LateWork {
  readonly timers: number;
  readonly trainings: number;
}

/** A cell as the notebook changes it. */
export interface NotebookCell extends CellModel {
  readonly own: Signal<OwnCell | null>;
  readonly definition: Signal<Cell>;
  readonly text: Signal<CellText>;
  readonly foreign: Signal<Foreign | null>;
  readonly state: Signal<CellState>;
  readonly outputs: Signal<OutputList>;
  readonly lateWork: Signal<LateWork | null>;
}

/** The current text of a cell, and the names in it. */
export interface CellText {
  readonly source: string;
  readonly names: CellNames;
  /** Whether the names are those of an earlier text: the current one has not been analysed yet. */
  readonly hasEarlierNames: boolean;
  readonly editedAt: Tick;
}

/** A cell that has not run. `stale`: the ids of all stale cells. */
export function createCell(
  definition: Cell,
  stale: ReadonlySignal<ReadonlySet<CellId>>,
  own: OwnCell | null = null,
): NotebookCell {
  const text = signal<CellText>({
    source: definition.source,
    names: definition,
    hasEarlierNames: false,
    editedAt: 0,
  });
  const state = signal(IDLE);
  return {
    id: definition.id,
    own: signal(own),
    definition: signal(definition),
    text,
    source: computed(() => text.value.source),
    names: computed(() => text.value.names),
    foreign: signal(null),
    state,
    status: computed(() => statusOf(state.value, stale.value.has(definition.id))),
    outputs: signal(NO_OUTPUTS),
    lateWork: signal(null),
  };
}

/** Whether a cell is a note, which does not run. */
export function isNote({ own }: CellModel): boolean {
  return own.value?.kind === "note";
}

/** The definition of a reader's own cell: all of its text is an edit. */
export function emptyCell(id: CellId): Cell {
  return { id, source: "", hiddenCode: false, manual: false, ...NO_NAMES, exercise: null };
}

/** Since when the cell's last run is out of date by itself: its text was edited, or what it read was replaced. */
export function dirtySince(cell: NotebookCell): Tick | null {
  const lastRun = lastRunOf(cell.state.value);
  const { source, editedAt } = cell.text.value;
  if (lastRun === null) return null;
  return lastRun.source === source ? lastRun.outdatedAt : editedAt;
}

const NOTHING: ReadonlyMap<string, Provider> = new Map();

export function freshness(cell: NotebookCell, since: Tick | null): Freshness {
  const { manual, exercise } = cell.definition.value;
  const lastRun = lastRunOf(cell.state.value);
  return {
    id: cell.id,
    names: namesOf(cell),
    declared: withoutImports(lastRun?.names ?? NO_NAMES),
    edited: lastRun !== null && lastRun.source !== cell.source.value,
    manual: manual || exercise !== null,
    ranAt: lastRun?.tick ?? null,
    dirtySince: since,
    readFrom: lastRun?.readFrom ?? NOTHING,
  };
}

/** What a cell declares, other than imports: modules are the same in all cells. */
export function withoutImports({ declares, imports }: CellNames): readonly string[] {
  return declares.filter((name) => !imports.includes(name));
}

/** What others may depend on: the names of the text that ran and those of the current one. */
function namesOf(cell: NotebookCell): CellNames {
  const ran = lastRunOf(cell.state.value)?.names;
  const { names } = cell.text.value;
  const checkUses = cell.definition.value.exercise?.uses ?? [];
  const both = (of: (names: CellNames) => readonly string[]): readonly string[] =>
    ran === undefined || ran === names ? of(names) : [...new Set([...of(ran), ...of(names)])];
  return {
    declares: both(({ declares }) => declares),
    imports: both(({ imports }) => imports),
    uses: [...both(({ uses }) => uses), ...checkUses],
    changes: both(({ changes }) => changes),
    changesInFunctions: both(({ changesInFunctions }) => changesInFunctions),
  };
}

export function namedCell(cell: CellModel): NamedCell {
  const { manual, exercise } = cell.definition.value;
  const runsWithOthers = !manual && exercise === null;
  return {
    id: cell.id,
    names: cell.names.value,
    checkUses: exercise?.uses ?? [],
    runsWithOthers,
    // Read only where it matters, so that dependencies are not found again whenever a cell runs.
    hasRun: !runsWithOthers && lastRunOf(cell.state.value) !== null,
  };
}
