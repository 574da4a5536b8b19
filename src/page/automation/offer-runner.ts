import { computed, effect } from "@preact/signals";
import * as v from "valibot";
import { type CellReport, reportWithoutRun } from "../../protocol/cell-report.ts";
import { CellId } from "../../protocol/ids.ts";
import { type CellRequest, LESSON_RUNNER } from "../../protocol/lesson-runner.ts";
import type { FileQuestions } from "../files/file-questions.ts";
import type { Outcome } from "../notebook/cell-state.ts";
import type { Notebook, NotebookEvent } from "../notebook/notebook.ts";
import { NO_OUTPUTS } from "../notebook/output-list.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import { AskingCells } from "./asking-cells.ts";

/** Milliseconds between asking a cell to stop and ending the runtime. */
const GRACE = 5_000;

/** Lets `lectern run` run the page's cells, one at a time, as the reader's buttons do. Questions for files are declined. */
export function offerRunner(notebook: Notebook, questions: FileQuestions): void {
  const asking = new AskingCells(notebook, questions);
  Reflect.set(globalThis, LESSON_RUNNER, {
    run: (request: CellRequest) => runCell(notebook, asking, request),
    late: () => lateFailures(notebook),
  });
}

async function runCell(
  notebook: Notebook,
  asking: AskingCells,
  { cell, source, timeout }: CellRequest,
): Promise<CellReport> {
  const id = v.parse(CellId, cell);
  const text = source ?? notebook.cell(id)?.definition.value.source ?? "";
  if (notebook.cell(id)?.source.value !== text) notebook.edit(id, text);
  asking.begin(id);
  // What another text of it depends on is known when it has run.
  if (source === null && asking.lacksFile(id)) return reportWithoutRun(id, "asks");
  const ended = whenEnded(notebook, id);
  const stopWatching = limitTime(notebook, timeout);
  notebook.run(id);
  const end = await ended;
  stopWatching();
  if (end === null) return report(notebook, id, "missing");
  asking.end(end.cell, end.outcome);
  if (asking.lacksFile(id)) return reportWithoutRun(id, "asks");
  // Another one that had to run first may have ended it.
  return end.cell === id ? report(notebook, id, end.outcome) : reportWithoutRun(id, "missing");
}

/**
 * Stops each cell that runs after a time: the one that was asked for, and those that have to run first. The time counts
 * from when the cell begins, as the runtime may have to start. Returns what calls that off.
 */
function limitTime(notebook: Notebook, timeout: number): () => void {
  const running = computed(
    () => notebook.cells.value.find(({ state }) => state.value.type === "running")?.id,
  );
  return effect(() => {
    const id = running.value;
    if (id === undefined) return undefined;
    const ask = setTimeout(() => notebook.stop(id), timeout);
    const end = setTimeout(() => notebook.stop(id), timeout + GRACE);
    return () => {
      clearTimeout(ask);
      clearTimeout(end);
    };
  });
}

/** The cell that ended a run, and how. */
interface RunEnd {
  readonly cell: CellId;
  readonly outcome: Outcome;
}

/** How the run of a cell ends; null if it cannot begin. */
function whenEnded(notebook: Notebook, id: CellId): Promise<RunEnd | null> {
  return new Promise((resolve) => {
    const stop = notebook.onEvent((event) => {
      const end = endOf(event, id);
      if (end === undefined) return;
      stop();
      resolve(end);
    });
  });
}

function endOf(event: NotebookEvent, id: CellId): RunEnd | null | undefined {
  if (event.type === "start-failed") return null;
  if (event.type !== "ended" || event.target.type !== "cell" || event.target.cell !== id) return undefined;
  return { cell: event.cell, outcome: event.outcome };
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
