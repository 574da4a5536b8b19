import { effect, type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { type ControlValue, ControlValues } from "../../protocol/control.ts";
import { CellId } from "../../protocol/ids.ts";
import { lastRunOf } from "../notebook/cell-state.ts";
import type { Notebook } from "../notebook/notebook.ts";

/** Where what the reader has set on a lesson's controls is stored, by the cells that show them. */
export interface ControlStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes it. */
  save(cell: CellId, values: ControlValues | null): Promise<void>;
}

/** What the reader has set on the controls of a lesson's cells, in this visit or an earlier one. */
export class ReaderSettings {
  readonly #store: ControlStore;
  readonly #values = signal<ReadonlyMap<CellId, ControlValues>>(new Map());
  /** Cells that started over before the saved values were loaded: these do not come back. */
  readonly #forgotten = new Set<CellId>();
  readonly #restored: Promise<readonly CellId[]>;
  /** The cells with values from earlier visits, once these are loaded; none if that fails. Never rejects. */
  readonly loaded: Promise<readonly CellId[]>;

  /** If they cannot be loaded or saved, they count in this visit. */
  constructor(store: ControlStore) {
    this.#store = store;
    this.#restored = store.load().then((found) => this.#restore(found));
    this.loaded = this.#restored.catch(() => []);
  }

  get values(): ReadonlySignal<ReadonlyMap<CellId, ControlValues>> {
    return this.#values;
  }

  of(cell: CellId): ControlValues {
    return this.#values.value.get(cell) ?? {};
  }

  set(cell: CellId, label: string, value: ControlValue): void {
    const values = { ...this.#values.peek().get(cell), [label]: value };
    this.#values.value = new Map([...this.#values.peek(), [cell, values]]);
    this.#save(cell);
  }

  /** Replaces all values of a cell. None: the cell starts over. */
  replace(cell: CellId, values: ControlValues): void {
    this.forget(cell);
    if (Object.keys(values).length === 0) return;
    this.#values.value = new Map([...this.#values.peek(), [cell, values]]);
  }

  /** The cell starts over. */
  forget(cell: CellId): void {
    this.#forgotten.add(cell);
    this.#values.value = new Map([...this.#values.peek()].filter(([id]) => id !== cell));
    this.#save(cell);
  }

  /** Only once the values of earlier visits are loaded: a cell's values are saved together, and these would be lost. */
  #save(cell: CellId): void {
    this.#restored
      .then(() => this.#store.save(cell, this.#values.peek().get(cell) ?? null))
      .catch(() => undefined);
  }

  /** What was set since the page was opened stays, label by label. */
  #restore(found: ReadonlyMap<string, unknown>): readonly CellId[] {
    const now = this.#values.peek();
    const saved = [...found].flatMap(([id, values]): [CellId, ControlValues][] => {
      const [cell, read] = [v.safeParse(CellId, id), v.safeParse(ControlValues, values)];
      if (!cell.success || !read.success || this.#forgotten.has(cell.output)) return [];
      return [[cell.output, { ...read.output, ...now.get(cell.output) }]];
    });
    this.#values.value = new Map([...now, ...saved]);
    const gained = ([cell, values]: [CellId, ControlValues]): boolean =>
      Object.keys(values).length > Object.keys(now.get(cell) ?? {}).length;
    return saved.filter(gained).map(([cell]) => cell);
  }
}

interface ControlParts {
  readonly notebook: Notebook;
  readonly settings: ReaderSettings;
  /** The page shows someone else's work: the reader's own settings stay as they are. */
  readonly isLocked: () => boolean;
  /** Gives the value to the running code. */
  readonly send: (cell: CellId, label: string, value: ControlValue) => void;
}

/**
 * Returns what a change of a control does: the running code gets the value, and the cells that depend on it run again
 * once no other cell runs. A control of an earlier visit, whose cell has not run, has the cell run instead.
 */
export function followControls({ notebook, settings, isLocked, send }: ControlParts) {
  const waiting = signal<ReadonlySet<CellId>>(new Set());
  effect(() => {
    if (notebook.busy.value || waiting.value.size === 0) return;
    const cells = [...waiting.peek()];
    waiting.value = new Set();
    for (const cell of cells) notebook.request({ type: "dependents", cell });
  });
  notebook.onEvent((event) => {
    if (event.type === "cleared" && !isLocked()) settings.forget(event.cell);
  });
  // A cell that ran before storage answered got other values than its controls show now.
  void settings.loaded.then((cells) => {
    if (!isLocked()) for (const cell of cells) notebook.outdate(cell);
  });
  return (id: CellId, label: string, value: ControlValue): void => {
    if (isLocked()) return;
    settings.set(id, label, value);
    const state = notebook.cell(id)?.state.peek();
    if (state === undefined) return;
    if (state.type === "idle" || (state.type === "ended" && lastRunOf(state) === null)) {
      notebook.request({ type: "cell", cell: id });
      return;
    }
    send(id, label, value);
    notebook.outdateDependents(id);
    waiting.value = new Set([...waiting.peek(), id]);
  };
}
