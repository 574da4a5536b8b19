import { batch, computed } from "@preact/signals";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { NameAnalysis } from "./analyse-dependencies.ts";
import { CellList } from "./cell-list.ts";
import { IDLE, isPending } from "./cell-state.ts";
import type { Notebook, NotebookEvent } from "./notebook.ts";
import type { NotebookCell } from "./notebook-cell.ts";
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
  /** Does `action` to the cell, if there is one, and updates the page once. */
  const change = (id: CellId, action: (cell: NotebookCell) => void): void => {
    const cell = list.find(id);
    if (cell !== undefined) batch(() => action(cell));
  };
  const empty = (cell: NotebookCell): void => {
    runner.forget(cell);
    cell.state.value = IDLE;
    cell.outputs.value = NO_OUTPUTS;
  };
  return {
    cells: list.cells,
    all: list.all,
    own: list.own,
    busy: computed(() => list.cells.value.some((cell) => isPending(cell.state.value))),
    lost: runner.lost,
    cell: (id) => list.find(id),
    run: (id) => runner.request({ type: "cell", cell: id }),
    runAbove: (id) => runner.request({ type: "above", cell: id }),
    runAll: () => runner.request({ type: "all" }),
    preview: (target) => list.plan(target).run,
    request: (target) => runner.request(target),
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
    arrange(own) {
      batch(() => {
        const notes = new Set(own.filter(({ kind }) => kind === "note").map(({ id }) => id));
        const staying = new Set([
          ...list.all.value.filter((cell) => cell.own.value === null).map(({ id }) => id),
          ...own.map(({ id }) => id),
        ]);
        runner.retain(new Set([...staying].filter((id) => !notes.has(id))));
        for (const cell of list.cells.value) if (notes.has(cell.id)) empty(cell);
        list.arrange(own);
      });
    },
    outdateDependents: (id) => change(id, (cell) => list.outdateDependents(cell)),
    outdate: (id) => change(id, (cell) => list.outdate(cell)),
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
    clear(id) {
      const cell = list.find(id);
      if (cell === undefined || isPending(cell.state.value)) return;
      batch(() => empty(cell));
      emit({ type: "cleared", cell: id });
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
        runner.retain(new Set([...next, ...list.own.value].map(({ id }) => id)));
        list.redefine(next);
      });
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
