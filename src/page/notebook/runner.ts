import { batch, type ReadonlySignal, signal } from "@preact/signals";
import { errorMessage } from "../../protocol/error-message.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import type { RuntimeEnd } from "../sandbox/host-state.ts";
import type { CellList } from "./cell-list.ts";
import { end } from "./cell-state.ts";
import { Executor, type ExecutorOptions } from "./executor.ts";
import type { LostRuntime } from "./notebook.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import { NO_OUTPUTS } from "./output-list.ts";
import type { RunTarget } from "./plan.ts";
import { Queue, type RunRequest } from "./queue.ts";
import { runtimeError } from "./runtime-error.ts";
import { TypedAhead, type Waiting } from "./typed-ahead.ts";

export interface RunnerOptions extends ExecutorOptions {
  /** What is typed for editors that are still being loaded. */
  readonly typedAhead?: TypedAhead;
}

const NONE: ReadonlySet<CellId> = new Set();

/** Runs cells one after the other in the runtime, which it starts when the first one is to run. */
export class Runner {
  readonly #cells: CellList;
  readonly #options: RunnerOptions;
  readonly #host: RuntimeHost;
  readonly #typedAhead: TypedAhead;
  readonly #queue = new Queue();
  readonly #executor: Executor;
  readonly #lost = signal<LostRuntime | null>(null);
  #isStarting = false;

  constructor(cells: CellList, options: RunnerOptions) {
    this.#cells = cells;
    this.#options = options;
    this.#host = options.host;
    this.#typedAhead = options.typedAhead ?? new TypedAhead();
    const waiting = { queue: this.#queue, onEnd: () => void this.#runNext() };
    this.#executor = new Executor(cells, waiting, options);
    this.#host.onRuntimeEnd((end) => this.#runtimeEnded(end));
  }

  get lost(): ReadonlySignal<LostRuntime | null> {
    return this.#lost;
  }

  /** Queues the cells that the target needs, and runs them. */
  request(target: RunTarget): void {
    if (this.#typedAhead.isThere && this.#cells.canAnalyse) {
      this.#cells.whenAnalysed(() => this.#request(target));
      return;
    }
    const { start, drop } = this.#announce(target, () => this.#request(target));
    this.#typedAhead.whenThere({ start: () => this.#cells.whenAnalysed(start), drop });
  }

  /** Shows that the target is going to run, once it is started. */
  announce(target: RunTarget): Waiting {
    return this.#announce(target, () => this.request(target));
  }

  #announce(target: RunTarget, run: () => void): Waiting {
    const { run: cells } = this.#cells.plan(target);
    const request: RunRequest = { target, awaits: "page", needs: NONE, startedAt: this.#options.now() };
    const take = (): void => this.#queue.cancel((job) => job.request === request, null);
    this.#enqueue(cells, request);
    if (cells.length > 0) this.#options.emit({ type: "waiting", target });
    return {
      start: () => {
        const isStopped = cells.length > 0 && !this.#queue.holds(request);
        if (isStopped) return;
        batch(() => {
          take();
          run();
        });
      },
      drop: () => batch(take),
    };
  }

  #request(target: RunTarget): void {
    const plan = this.#cells.plan(target);
    if (plan.run.length === 0) return;
    const cells = this.#withoutConsent(target, plan.run);
    if (cells.length > 0) {
      this.#options.emit({ type: "consent-needed", target, cells });
      return;
    }
    const { needs } = plan;
    const request: RunRequest = { target, awaits: "turn", needs, startedAt: this.#options.now() };
    batch(() => {
      this.#lost.value = null;
      this.#enqueue(plan.run, request);
    });
    this.#options.emit({ type: "started", target });
    void this.#runNext();
  }

  #enqueue(ids: readonly CellId[], request: RunRequest): void {
    batch(() => {
      for (const id of ids) {
        const cell = this.#cells.find(id);
        if (cell !== undefined) this.#queue.add(cell, request);
      }
    });
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
    else if (cell === this.#executor.cell) this.#executor.stop();
    else this.#executor.late.stop(cell);
  }

  /** The cell's outputs are cleared: nothing is added to them any more. */
  forget(cell: NotebookCell): void {
    this.#executor.late.forget(cell);
  }

  stopAll(): void {
    batch(() => this.#queue.cancelAll(null));
    this.#executor.stop();
    for (const cell of this.#cells.cells.value) this.#executor.late.stop(cell);
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
    const { cell: running, late } = this.#executor;
    if (running !== null && !ids.has(running.id)) this.#executor.stop();
    this.#queue.cancel((job) => !ids.has(job.cell.id), null);
    for (const cell of this.#cells.cells.value) if (!ids.has(cell.id)) late.stop(cell);
  }

  async #runNext(): Promise<void> {
    if (this.#executor.cell !== null || this.#isStarting || this.#queue.isEmpty) return;
    if (this.#host.status.value !== "ready" && !(await this.#startRuntime())) return;
    // The queue may have been emptied and filled again while the runtime started.
    if (this.#executor.cell !== null) return;
    const job = this.#queue.take();
    if (job !== undefined) this.#executor.begin(job);
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
        isDoubtful: false,
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

  #runtimeEnded(end: RuntimeEnd): void {
    const { cell } = this.#executor;
    const id = cell?.id ?? null;
    const isByHand = end.type === "stopped" || end.type === "restarted";
    // One that has not started has lost nothing; that it did not start is reported.
    const hadStarted = this.#host.backend.value !== null;
    batch(() => {
      this.#executor.forgetRuntime();
      // Before cells are skipped: why earlier ones were says nothing any more.
      this.#cells.forgetRuns(cell);
      // A runtime that ends while it starts fails the cell that waits for it, in `#failToStart`.
      if (!this.#isStarting || isByHand) {
        this.#queue.cancelAll({ because: id, outcome: isByHand ? "stopped" : "lost" });
      }
      this.#executor.lose(end, isByHand ? "stopped" : "failed");
      this.#lost.value = end.type === "restarted" || !hadStarted ? null : { end, cell: id };
    });
    if (hadStarted) this.#options.emit({ type: "lost", end });
  }
}

function isUnasked(cell: NotebookCell | undefined): boolean {
  return cell?.foreign.value?.accepted === false;
}
