import { computed, effect } from "@preact/signals";
import * as v from "valibot";
import type { CellReport } from "../../protocol/cell-report.ts";
import { CellId } from "../../protocol/ids.ts";
import { type CellRequest, LESSON_RUNNER } from "../../protocol/lesson-runner.ts";
import type { Outcome } from "../notebook/cell-state.ts";
import type { Notebook, NotebookEvent } from "../notebook/notebook.ts";
import { NO_OUTPUTS } from "../notebook/output-list.ts";
import { verdictOfCell } from "../notebook/verdict.ts";

/** Milliseconds between asking a cell to stop and ending the runtime. */
const GRACE = 5_000;

/** Lets `lectern run` run the page's cells, one at a time, as the reader's buttons do. */
export function offerRunner(notebook: Notebook): void {
  Reflect.set(globalThis, LESSON_RUNNER, {
    run: (request: CellRequest) => runCell(notebook, request),
    late: () => lateFailures(notebook),
  });
}

async function runCell(notebook: Notebook, { cell, source, timeout }: CellRequest): Promise<CellReport> {
  const id = v.parse(CellId, cell);
  const text = source ?? notebook.cell(id)?.definition.value.source ?? "";
  if (notebook.cell(id)?.source.value !== text) notebook.edit(id, text);
  const ended = whenEnded(notebook, id);
  const stopWatching = limitTime(notebook, id, timeout);
  notebook.run(id);
  const outcome = await ended;
  stopWatching();
  return report(notebook, id, outcome);
}

/** Stops a cell after a time, from when it begins: the runtime may have to start first. Returns what calls that off. */
function limitTime(notebook: Notebook, id: CellId, timeout: number): () => void {
  const cell = notebook.cell(id);
  const isRunning = computed(() => cell?.state.value.type === "running");
  return effect(() => {
    if (!isRunning.value) return undefined;
    const ask = setTimeout(() => notebook.stop(id), timeout);
    const end = setTimeout(() => notebook.stop(id), timeout + GRACE);
    return () => {
      clearTimeout(ask);
      clearTimeout(end);
    };
  });
}

/** How the run of a cell ends; `missing` if it cannot begin. */
function whenEnded(notebook: Notebook, id: CellId): Promise<CellReport["outcome"]> {
  return new Promise((resolve) => {
    const stop = notebook.onEvent((event) => {
      const outcome = endOf(event, id);
      if (outcome === null) return;
      stop();
      resolve(outcome);
    });
  });
}

function endOf(event: NotebookEvent, id: CellId): Outcome | "missing" | null {
  if (event.type === "start-failed") return "missing";
  if (event.type !== "ended" || event.target.type !== "cell" || event.target.cell !== id) return null;
  // Another one that had to run first has ended it.
  return event.cell === id ? event.outcome : "missing";
}

function report(notebook: Notebook, id: CellId, outcome: CellReport["outcome"]): CellReport {
  const model = notebook.cell(id);
  const state = model?.state.value;
  const list = model?.outputs.value ?? NO_OUTPUTS;
  const verdict = model === undefined ? null : verdictOfCell(model);
  return {
    cell: id,
    outcome,
    ms: state?.type === "ended" ? state.lastRun.durationMs : null,
    error: list.error,
    passed: verdict === "passed" ? true : verdict === "failed" ? false : null,
    outputs: list.entries.map(({ output }) => output),
    dropped: list.dropped,
    synthetic: list.synthetic,
    perClass: list.perClass,
  };
}

/** The reports of the cells of which something has failed after the end of their runs. */
function lateFailures(notebook: Notebook): readonly CellReport[] {
  return notebook.cells.value
    .filter(({ outputs }) => outputs.value.error?.late === true)
    .map(({ id }) => report(notebook, id, "failed"));
}
