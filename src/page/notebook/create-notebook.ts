import { batch, computed } from "@preact/signals";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { NameAnalysis } from "./analyse-dependencies.ts";
import { CellList } from "./cell-list.ts";
import { IDLE, isPending } from "./cell-state.ts";
import type { Notebook, NotebookEvent } from "./notebook.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import { outdateCell, outdateDependents, withdraw } from "./outdate-cells.ts";
import { isEmpty, markOld, NO_OUTPUTS } from "./output-list.ts";
import { Runner, type RunnerOptions } from "./runner.ts";

export interface NotebookOptions extends Omit<RunnerOptions, "emit"> {
  /** Finds the names in edited texts before a run; null if they are only set from outside. */
  readonly analysis: NameAnalysis | null;
}

export function createNotebook(definitions: readonly Cell[], options: NotebookOptions): Notebook {
  const listeners = new Set<(event: NotebookEvent) => void>();
  const emit = (event: NotebookEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const list = new CellList(definitions, options.analysis);
  const runner = new Runner(list, { ...options, emit });
  return {
    cells: list.cells,
    all: list.all,
    own: list.own,
    busy: computed(() => list.cells.value.some((cell) => isPending(cell.state.value))),
    lost: runner.lost,
    cell: (id) => list.find(id),
    ...runCommands(list, runner),
    ...cellChanges(list, runner),
    ...lessonChanges(list, runner),
    clear(id) {
      const cell = list.find(id);
      if (cell === undefined || isPending(cell.state.value)) return;
      batch(() => empty(cell, runner));
      emit({ type: "cleared", cell: id });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type RunCommand =
  | "run"
  | "runAbove"
  | "runAll"
  | "preview"
  | "request"
  | "announce"
  | "allow"
  | "stop"
  | "stopAll"
  | "restart"
  | "end";

/** What starts and ends runs. */
function runCommands(list: CellList, runner: Runner): Pick<Notebook, RunCommand> {
  return {
    run: (id) => runner.request({ type: "cell", cell: id }),
    runAbove: (id) => runner.request({ type: "above", cell: id }),
    runAll: () => runner.request({ type: "all" }),
    preview: (target) => list.preview(target),
    request: (target) => runner.request(target),
    announce: (target) => runner.announce(target),
    allow(id, source) {
      const cell = list.find(id);
      if (cell !== undefined && cell.source.value === source) runner.allow(cell);
    },
    stop(id) {
      const cell = list.find(id);
      if (cell !== undefined) runner.stop(cell);
    },
    stopAll: () => runner.stopAll(),
    restart: () => runner.restart(),
    end: () => runner.end(),
  };
}

type CellChange = "outdateDependents" | "outdate" | "edit" | "setForeign" | "setNames" | "restoreOutputs";

/** What changes one cell. */
function cellChanges(list: CellList, runner: Runner): Pick<Notebook, CellChange> {
  /** Does `action` to the cell, if there is one, and updates the page once. */
  const change = (id: CellId, action: (cell: NotebookCell) => void): void => {
    const cell = list.find(id);
    if (cell !== undefined) batch(() => action(cell));
  };
  return {
    outdateDependents: (id) => change(id, (cell) => outdateDependents(list, cell)),
    outdate: (id) => change(id, (cell) => outdateCell(list, cell)),
    edit: (id, source) =>
      change(id, (cell) => {
        list.edit(cell, source);
        if (source === cell.definition.value.source) cell.foreign.value = null;
      }),
    setForeign: (id, foreign) =>
      change(id, (cell) => {
        const isArriving = foreign !== null && !foreign.edited;
        if (isArriving && cell.state.value.type === "queued") runner.stop(cell);
        cell.foreign.value = foreign;
      }),
    setNames: (id, names) => change(id, (cell) => list.setNames(cell, names)),
    restoreOutputs: (id, outputs) =>
      change(id, (cell) => {
        const { value: shown } = cell.outputs;
        if (isEmpty(shown) || shown.recorded === true) cell.outputs.value = markOld(outputs);
      }),
  };
}

/** What changes which cells there are, or all of them. */
function lessonChanges(list: CellList, runner: Runner): Pick<Notebook, "arrange" | "load" | "redefine"> {
  return {
    arrange(own) {
      batch(() => {
        const notes = new Set(own.filter(({ kind }) => kind === "note").map(({ id }) => id));
        const staying = new Set([
          ...list.all.value.filter((cell) => cell.own.value === null).map(({ id }) => id),
          ...own.map(({ id }) => id),
        ]);
        runner.retain(new Set([...staying].filter((id) => !notes.has(id))));
        for (const cell of list.cells.value)
          if (notes.has(cell.id) || !staying.has(cell.id)) withdraw(list, cell);
        for (const cell of list.cells.value) if (notes.has(cell.id)) empty(cell, runner);
        list.arrange(own);
      });
    },
    load(contents) {
      batch(() => {
        runner.end();
        for (const cell of list.all.value) {
          const { source, foreign, outputs } = contents(cell);
          list.edit(cell, source);
          cell.foreign.value = foreign;
          cell.state.value = IDLE;
          cell.outputs.value = outputs;
        }
      });
    },
    redefine(next) {
      batch(() => {
        const staying = new Set([...next, ...list.own.value].map(({ id }) => id));
        runner.retain(staying);
        for (const cell of list.cells.value) if (!staying.has(cell.id)) withdraw(list, cell);
        list.redefine(next);
      });
    },
  };
}

/** Takes the cell's outputs and state away. */
function empty(cell: NotebookCell, runner: Runner): void {
  runner.forget(cell);
  cell.state.value = IDLE;
  cell.outputs.value = NO_OUTPUTS;
}
