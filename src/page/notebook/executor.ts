import { batch } from "@preact/signals";
import { assertNever } from "../../protocol/assert-never.ts";
import type { ControlValues } from "../../protocol/control.ts";
import type { CellError, RuntimeEvent } from "../../protocol/event.ts";
import type { CellId, FigureId, RunId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import type { Output } from "../../protocol/output.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import type { RuntimeEnd } from "../sandbox/host-state.ts";
import type { CellList } from "./cell-list.ts";
import { begin, end, isStopping, type Outcome, requestStop } from "./cell-state.ts";
import { DataRequests, type DataSources } from "./data-requests.ts";
import { beginExecution, type Execution, withNextCheck } from "./execution.ts";
import { explainUndeclared } from "./explain-undeclared.ts";
import { LateRuns } from "./late-runs.ts";
import type { NotebookEvent } from "./notebook.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import { outdateBeforeRun, providersFor } from "./outdate-cells.ts";
import { type Later, OutputStream } from "./output-stream.ts";
import type { Job, Queue } from "./queue.ts";
import { runtimeError } from "./runtime-error.ts";

export interface ExecutorOptions extends DataSources {
  readonly host: RuntimeHost;
  /** In ms; `performance.now` in the page. */
  readonly now: () => number;
  readonly later: Later;
  /** A cell has sent data to a figure. */
  readonly onFigureState: (figure: FigureId, state: Json) => void;
  /** What the reader has set on the controls of a cell. */
  readonly controlsOf?: (cell: CellId) => ControlValues;
  readonly emit: (event: NotebookEvent) => void;
}

/** What an executor needs of the queue that gives it cells. */
interface Waiting {
  readonly queue: Queue;
  /** The cell has ended: another one can begin. */
  readonly onEnd: () => void;
}

/** Executes one cell at a time in a runtime that is ready, and shows what the runtime sends. */
export class Executor {
  /** What cells do after they have ended. */
  readonly late: LateRuns;
  readonly #cells: CellList;
  readonly #options: ExecutorOptions;
  readonly #host: RuntimeHost;
  readonly #waiting: Waiting;
  readonly #stream: OutputStream;
  readonly #data: DataRequests;
  #current: Execution | null = null;

  constructor(cells: CellList, waiting: Waiting, options: ExecutorOptions) {
    this.#cells = cells;
    this.#waiting = waiting;
    this.#options = options;
    this.#host = options.host;
    this.#stream = new OutputStream(options.later);
    this.late = new LateRuns(options.later, (run) => this.#host.send({ type: "stop", run }));
    const running = {
      stream: this.#stream,
      current: () => this.#current,
      cellOf: (run: RunId) => this.late.cellOf(run),
    };
    this.#data = new DataRequests(options, running, (answer) => this.#host.send(answer));
    this.#host.onEvent((event) => this.#receive(event));
  }

  /** The cell that runs. */
  get cell(): NotebookCell | null {
    return this.#current?.cell ?? null;
  }

  begin(job: Job): void {
    const { cell } = job;
    batch(() => {
      outdateBeforeRun(this.#cells, cell);
      cell.state.value = begin(cell.state.value, this.#options.now());
      this.late.beginAgain(cell);
      this.#stream.begin(cell, this.#data.quality);
    });
    const controls = this.#options.controlsOf?.(cell.id) ?? {};
    const readFrom = providersFor(this.#cells, cell);
    this.#execute(beginExecution(job, { tick: this.#cells.tick(), readFrom, controls }));
  }

  #execute(execution: Execution): void {
    this.#current = execution;
    this.late.add(this.#host.run(execution.code), execution.cell);
  }

  /** The first press asks; the second one ends the runtime. */
  stop(): void {
    const { cell } = this;
    if (cell === null) return;
    if (isStopping(cell.state.value)) {
      this.#host.end({ type: "stopped" });
      return;
    }
    cell.state.value = requestStop(cell.state.value);
    this.#host.stop();
  }

  #receive(event: RuntimeEvent): void {
    switch (event.type) {
      case "ready":
      case "backend":
      case "boot-failed":
      case "flooded":
      case "heartbeat":
      case "models":
      case "model-part":
      case "model-loaded":
      case "model-failed":
      case "checkpoint-part":
      case "checkpoint-failed":
      case "variables":
      case "tensor-slice":
      case "slice-failed":
      case "download-part":
      case "download-failed":
        return;
      case "need":
      case "need-file":
      case "ask-file":
      case "cancel-file":
        this.#data.receive(event);
        return;
      case "figure":
        this.#options.onFigureState(event.figure, event.state);
        return;
      case "output":
        this.#show(event.run, event.output);
        return;
      case "work":
        this.late.setWork(event.run, event);
        if (event.doubtful === true) this.#doubtLate(event.run);
        return;
      case "late-failure":
        this.#failLate(event.run, event.error);
        return;
      case "done":
        if (event.doubtful === true && this.#current !== null)
          this.#current = { ...this.#current, isDoubtful: true };
        this.#endCode("done", null, event.ms);
        return;
      case "stopped":
        this.#endCode("stopped", null, event.ms);
        return;
      case "failed":
        this.#endCode("failed", this.#explain(event.error), event.ms);
        return;
      default:
        assertNever(event);
    }
  }

  #show(run: RunId, output: Output): void {
    const cell = this.late.cellOf(run);
    if (cell === undefined) return;
    if (cell === this.cell) this.#stream.add(output);
    else this.late.show(cell, output);
  }

  #failLate(run: RunId, error: CellError): void {
    const cell = this.late.cellOf(run);
    if (cell === undefined) return;
    if (cell === this.#current?.cell) this.#current = { ...this.#current, lateFailure: error };
    else if (this.late.fail(cell, error)) this.#options.emit({ type: "failed-late", cell: cell.id, error });
  }

  #doubtLate(run: RunId): void {
    const cell = this.late.cellOf(run);
    if (cell === undefined) return;
    if (cell === this.#current?.cell) this.#current = { ...this.#current, isDoubtful: true };
    else if (this.late.doubt(cell)) this.#options.emit({ type: "doubtful-late", cell: cell.id });
  }

  #endCode(outcome: Outcome, error: CellError | null, ms: number): void {
    if (this.#current === null) return;
    const next = outcome === "done" ? withNextCheck(this.#current, ms) : null;
    if (next !== null && !isStopping(next.cell.state.value)) {
      this.#execute(next);
      return;
    }
    const { elapsedMs, lateFailure } = this.#current;
    if (next !== null) this.#finish("stopped", error, elapsedMs + ms);
    else if (outcome === "done" && lateFailure !== null) this.#finish("failed", lateFailure, elapsedMs + ms);
    else this.#finish(outcome, error, elapsedMs + ms);
    this.#waiting.onEnd();
  }

  #explain(error: CellError): CellError {
    if (this.#current === null) return error;
    const cells = this.#cells.cells.value.map(({ id, text }) => ({ id, ...text.value.names }));
    return explainUndeclared(error, this.#current.cell.id, cells);
  }

  #finish(outcome: Outcome, error: CellError | null, durationMs: number): void {
    if (this.#current === null) return;
    const { cell, request, code, tick, source, names, readFrom, isDoubtful } = this.#current;
    const { queue } = this.#waiting;
    this.#current = null;
    this.#data.endQuestion();
    batch(() => {
      this.#stream.end(error === null ? null : { error, inCheck: code.type === "check" });
      const ran = { source, names, readFrom, tick };
      cell.state.value = end({ outcome, durationMs, isDoubtful, ...ran, outdatedAt: null });
      if (outcome !== "done") {
        queue.cancel((job) => job.request.needs.has(cell.id), { because: cell.id, outcome });
      }
    });
    if (queue.holds(request)) return;
    const { target } = request;
    const ms = target.type === "cell" ? durationMs : this.#options.now() - request.startedAt;
    this.#options.emit({ type: "ended", target, outcome, cell: cell.id, error, ms });
  }

  /** The runtime is gone: nothing more comes from it. */
  forgetRuntime(): void {
    this.#data.reset();
    this.late.end();
  }

  /** The cell that runs has ended with the runtime. */
  lose(runtimeEnd: RuntimeEnd, outcome: Outcome): void {
    if (this.#current === null) return;
    const state = this.#current.cell.state.value;
    const error = "message" in runtimeEnd ? runtimeError(runtimeEnd.message) : null;
    const ms = state.type === "running" ? this.#options.now() - state.startedAt : 0;
    this.#finish(outcome, error, ms);
  }
}
