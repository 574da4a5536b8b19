import { batch, type ReadonlySignal, signal } from "@preact/signals";
import { assertNever } from "../../protocol/assert-never.ts";
import type { ControlValues } from "../../protocol/control.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { CellError, RuntimeEvent } from "../../protocol/event.ts";
import type { CellId, FigureId, RunId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import type { Output } from "../../protocol/output.ts";
import { words } from "../../words/words.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import type { RuntimeEnd } from "../sandbox/host-state.ts";
import type { CellList } from "./cell-list.ts";
import { begin, end, failLate, isPending, isStopping, type Outcome, requestStop } from "./cell-state.ts";
import { DataRequests, type DataSources } from "./data-requests.ts";
import { beginExecution, type Execution, withNextCheck } from "./execution.ts";
import { explainUndeclared } from "./explain-undeclared.ts";
import type { LostRuntime, NotebookEvent } from "./notebook.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import { outdateBeforeRun, providersFor } from "./outdate-cells.ts";
import { NO_OUTPUTS } from "./output-list.ts";
import { LateOutputs, type Later, OutputStream } from "./output-stream.ts";
import type { RunTarget } from "./plan.ts";
import { type Job, Queue, type RunRequest } from "./queue.ts";
import { RunsOfCells } from "./runs-of-cells.ts";
import { TypedAhead } from "./typed-ahead.ts";

export interface RunnerOptions extends DataSources {
  readonly host: RuntimeHost;
  /** In ms; `performance.now` in the page. */
  readonly now: () => number;
  readonly later: Later;
  /** A cell has sent data to a figure. */
  readonly onFigureState: (figure: FigureId, state: Json) => void;
  /** What is typed for editors that are still being loaded. */
  readonly typedAhead?: TypedAhead;
  /** What the reader has set on the controls of a cell. */
  readonly controlsOf?: (cell: CellId) => ControlValues;
  readonly emit: (event: NotebookEvent) => void;
}

/** Runs cells one after the other in the runtime, which it starts when the first one is to run. */
export class Runner {
  readonly #cells: CellList;
  readonly #options: RunnerOptions;
  readonly #host: RuntimeHost;
  readonly #typedAhead: TypedAhead;
  readonly #queue = new Queue();
  readonly #stream: OutputStream;
  readonly #late: LateOutputs;
  readonly #runs = new RunsOfCells();
  readonly #data: DataRequests;
  readonly #lost = signal<LostRuntime | null>(null);
  #current: Execution | null = null;
  #isStarting = false;

  constructor(cells: CellList, options: RunnerOptions) {
    this.#cells = cells;
    this.#options = options;
    this.#host = options.host;
    this.#typedAhead = options.typedAhead ?? new TypedAhead();
    this.#stream = new OutputStream(options.later);
    this.#late = new LateOutputs(options.later);
    const running = {
      stream: this.#stream,
      current: () => this.#current,
      cellOf: (run: RunId) => this.#runs.cellOf(run),
    };
    this.#data = new DataRequests(options, running, (answer) => this.#host.send(answer));
    this.#host.onEvent((event) => this.#receive(event));
    this.#host.onRuntimeEnd((end) => this.#runtimeEnded(end));
  }

  get lost(): ReadonlySignal<LostRuntime | null> {
    return this.#lost;
  }

  /** Queues the cells that the target needs, and runs them. */
  request(target: RunTarget): void {
    this.#typedAhead.whenThere(() => this.#cells.whenAnalysed(() => this.#request(target)));
  }

  #request(target: RunTarget): void {
    const plan = this.#cells.plan(target);
    if (plan.run.length === 0) return;
    const cells = this.#withoutConsent(target, plan.run);
    if (cells.length > 0) {
      this.#options.emit({ type: "consent-needed", target, cells });
      return;
    }
    const request: RunRequest = { target, needs: plan.needs, startedAt: this.#options.now() };
    batch(() => {
      this.#lost.value = null;
      for (const id of plan.run) {
        const cell = this.#cells.find(id);
        if (cell !== undefined) this.#queue.add(cell, request);
      }
    });
    this.#options.emit({ type: "started", target });
    void this.#runNext();
  }

  /** The cells whose text is someone else's, and which the reader has not agreed to run. Pressing a cell's own Run button agrees. */
  #withoutConsent(target: RunTarget, ids: readonly CellId[]): readonly CellId[] {
    const others = ids.filter((id) => isUnasked(this.#cells.find(id)));
    const asked = target.type === "cell" ? others.filter((id) => id === target.cell) : [];
    if (others.length > asked.length) return others;
    for (const id of asked) {
      const cell = this.#cells.find(id);
      if (cell !== undefined) this.allow(cell);
    }
    return [];
  }

  /** The reader asks to run the cell's text although it is someone else's. */
  allow(cell: NotebookCell): void {
    const foreign = cell.foreign.value;
    if (foreign === null || foreign.accepted) return;
    cell.foreign.value = { ...foreign, accepted: true };
    this.#options.emit({ type: "allowed", cell: cell.id });
  }

  stop(cell: NotebookCell): void {
    if (cell.state.value.type === "queued") batch(() => this.#queue.cancelFor(cell));
    else if (cell === this.#current?.cell) this.#stopCurrent();
    else this.#stopLateWork(cell);
  }

  /** The cell's outputs are cleared: nothing is added to them any more. */
  forget(cell: NotebookCell): void {
    this.#stopLateWork(cell);
    this.#late.forget(cell);
    this.#runs.forget(cell);
  }

  stopAll(): void {
    batch(() => this.#queue.cancelAll(null));
    this.#stopCurrent();
    for (const cell of this.#cells.cells.value) this.#stopLateWork(cell);
  }

  /** Ends the runtime with everything in it. */
  end(): void {
    batch(() => this.#queue.cancelAll(null));
    if (this.#host.status.value !== "off") this.#host.end({ type: "restarted" });
  }

  restart(): void {
    this.end();
    this.#host.start().catch((error: unknown) => {
      this.#options.emit({ type: "start-failed", message: errorMessage(error) });
    });
  }

  /** Stops and cancels the cells that are no longer in the lesson. */
  retain(ids: ReadonlySet<CellId>): void {
    if (this.#current !== null && !ids.has(this.#current.cell.id)) this.#stopCurrent();
    this.#queue.cancel((job) => !ids.has(job.cell.id), null);
    for (const cell of this.#cells.cells.value) if (!ids.has(cell.id)) this.#stopLateWork(cell);
  }

  #stopLateWork(cell: NotebookCell): void {
    for (const run of this.#runs.withLateWork(cell)) this.#host.send({ type: "stop", run });
  }

  async #runNext(): Promise<void> {
    if (this.#current !== null || this.#isStarting || this.#queue.isEmpty) return;
    if (this.#host.status.value !== "ready" && !(await this.#startRuntime())) return;
    // The queue may have been emptied and filled again while the runtime started.
    if (this.#current !== null) return;
    const job = this.#queue.take();
    if (job !== undefined) this.#begin(job);
  }

  async #startRuntime(): Promise<boolean> {
    this.#isStarting = true;
    try {
      await this.#host.start();
      // It may have been lost again before this continuation.
      if (this.#host.status.value !== "ready") throw new Error(words.runtime.endedAtStart);
      return true;
    } catch (error) {
      this.#failToStart(errorMessage(error));
      return false;
    } finally {
      this.#isStarting = false;
    }
  }

  /** The first queued cell fails with the reason; the others are skipped. */
  #failToStart(message: string): void {
    const job = this.#queue.take();
    if (job === undefined) return;
    const { cell } = job;
    const error = runtimeError(words.shell.didNotStart(message));
    const { source, names } = cell.text.value;
    batch(() => {
      cell.outputs.value = { ...NO_OUTPUTS, error: { error, inCheck: false } };
      cell.state.value = end({
        outcome: "failed",
        durationMs: null,
        source,
        names,
        readFrom: new Map(),
        tick: this.#cells.tick(),
        outdatedAt: null,
      });
      this.#queue.cancelAll({ because: cell.id, outcome: "failed" });
    });
    this.#options.emit({ type: "start-failed", message });
  }

  #begin(job: Job): void {
    const { cell } = job;
    batch(() => {
      outdateBeforeRun(this.#cells, cell);
      cell.state.value = begin(cell.state.value, this.#options.now());
      this.#late.show();
      this.#runs.forget(cell);
      this.#stream.begin(cell, this.#data.quality);
    });
    const controls = this.#options.controlsOf?.(cell.id) ?? {};
    const readFrom = providersFor(this.#cells, cell);
    this.#execute(beginExecution(job, { tick: this.#cells.tick(), readFrom, controls }));
  }

  #execute(execution: Execution): void {
    this.#current = execution;
    this.#runs.add(this.#host.run(execution.code), execution.cell);
  }

  /** The first press asks; the second one ends the runtime. */
  #stopCurrent(): void {
    const cell = this.#current?.cell;
    if (cell === undefined) return;
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
        this.#runs.setLateWork(event.run, event);
        return;
      case "late-failure":
        this.#failLate(event.run, event.error);
        return;
      case "done":
      case "stopped":
        this.#endCode(event.type, null, event.ms);
        return;
      case "failed":
        this.#endCode("failed", this.#explain(event.error), event.ms);
        return;
      default:
        assertNever(event);
    }
  }

  #show(run: RunId, output: Output): void {
    const cell = this.#runs.cellOf(run);
    if (cell === undefined) return;
    if (cell === this.#current?.cell) this.#stream.add(output);
    else this.#late.add(cell, output);
  }

  #failLate(run: RunId, error: CellError): void {
    const cell = this.#runs.cellOf(run);
    if (this.#current !== null && cell === this.#current.cell) {
      this.#current = { ...this.#current, lateFailure: error };
      return;
    }
    if (cell === undefined || isPending(cell.state.value)) return;
    batch(() => {
      this.#late.show();
      cell.state.value = failLate(cell.state.value);
      const list = cell.outputs.value;
      cell.outputs.value = { ...list, error: list.error ?? { error, inCheck: false, late: true } };
    });
    this.#options.emit({ type: "failed-late", cell: cell.id, error });
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
    void this.#runNext();
  }

  #explain(error: CellError): CellError {
    if (this.#current === null) return error;
    const cells = this.#cells.cells.value.map(({ id, text }) => ({ id, ...text.value.names }));
    return explainUndeclared(error, this.#current.cell.id, cells);
  }

  #finish(outcome: Outcome, error: CellError | null, durationMs: number): void {
    if (this.#current === null) return;
    const { cell, request, code, tick, source, names, readFrom } = this.#current;
    this.#current = null;
    this.#data.endQuestion();
    batch(() => {
      this.#stream.end(error === null ? null : { error, inCheck: code.type === "check" });
      cell.state.value = end({ outcome, durationMs, source, names, readFrom, tick, outdatedAt: null });
      if (outcome !== "done") {
        this.#queue.cancel((job) => job.request.needs.has(cell.id), { because: cell.id, outcome });
      }
    });
    if (this.#queue.holds(request)) return;
    const { target } = request;
    const ms = target.type === "cell" ? durationMs : this.#options.now() - request.startedAt;
    this.#options.emit({ type: "ended", target, outcome, cell: cell.id, error, ms });
  }

  #runtimeEnded(end: RuntimeEnd): void {
    const cell = this.#current?.cell ?? null;
    const id = cell?.id ?? null;
    const isByHand = end.type === "stopped" || end.type === "restarted";
    this.#data.reset();
    batch(() => {
      this.#late.show();
      this.#runs.clear();
      // Before cells are skipped: why earlier ones were says nothing any more.
      this.#cells.forgetRuns(cell);
      // A runtime that ends while it starts fails the cell that waits for it, in `#failToStart`.
      if (!this.#isStarting || isByHand) {
        this.#queue.cancelAll({ because: id, outcome: isByHand ? "stopped" : "lost" });
      }
      if (cell !== null) this.#finishLost(cell, end, isByHand ? "stopped" : "failed");
      this.#lost.value = end.type === "restarted" ? null : { end, cell: id };
    });
    this.#options.emit({ type: "lost", end });
  }

  #finishLost({ state }: NotebookCell, end: RuntimeEnd, outcome: Outcome): void {
    const error = "message" in end ? runtimeError(end.message) : null;
    const ms = state.value.type === "running" ? this.#options.now() - state.value.startedAt : 0;
    this.#finish(outcome, error, ms);
  }
}

function isUnasked(cell: NotebookCell | undefined): boolean {
  return cell?.foreign.value?.accepted === false;
}

function runtimeError(message: string): CellError {
  return { name: "RuntimeError", message, line: null, column: null, text: null, stack: [] };
}
