import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CellError, RuntimeEvent } from "../../protocol/event.ts";
import type { CellId, DatasetName, FigureId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import { type DatasetServer, serveNeed } from "../datasets/dataset-server.ts";
import type { Loss, RuntimeHost } from "../sandbox/host.ts";
import type { CellDefinition, CellNames } from "./cell-definition.ts";
import type { CellModel } from "./cell-model.ts";
import type { Outcome } from "./cell-status.ts";
import { beginExecution, createRunIds, type Execution, nextStep, stepOf } from "./execution.ts";
import { NO_OUTPUTS, type OutputList } from "./output-list.ts";
import { type Later, OutputStream } from "./output-stream.ts";
import { plan, type Request } from "./plan.ts";
import { type Batch, type Job, Queue } from "./queue.ts";
import { Slots } from "./slots.ts";

/** Something worth telling the student about, once. */
export type Happening =
  | { readonly type: "started"; readonly request: Request }
  | {
      readonly type: "ended";
      readonly request: Request;
      readonly outcome: Outcome;
      /** The cell that ended it: the last one, or the one that failed. */
      readonly cell: CellId;
      readonly error: CellError | null;
      readonly ms: number;
    }
  | { readonly type: "cleared"; readonly cell: CellId }
  | { readonly type: "lost"; readonly loss: Loss }
  | { readonly type: "start-failed"; readonly message: string };

/** The runtime is gone, and `cell` was running when it went. */
export interface LostNotice {
  readonly loss: Loss;
  readonly cell: CellId | null;
}

/** The cells of a lesson and all that can be done with them. */
export interface Notebook {
  readonly cells: ReadonlySignal<readonly CellModel[]>;
  /** A cell runs or waits. */
  readonly busy: ReadonlySignal<boolean>;
  readonly lost: ReadonlySignal<LostNotice | null>;
  cell(id: CellId): CellModel | undefined;
  run(id: CellId): void;
  runAbove(id: CellId): void;
  runAll(): void;
  /** Asks a running cell to end (a second call ends it at once); takes a waiting one out of the queue. */
  stop(id: CellId): void;
  /** Stops what runs and forgets what waits. */
  stopAll(): void;
  /** Ends the runtime with everything in it, and starts a new one. */
  restart(): void;
  edit(id: CellId, source: string): void;
  /** What the present text of a cell declares and uses, once that has been found out. */
  learnNames(id: CellId, names: CellNames): void;
  /** Shows outputs of an earlier visit, marked as old. */
  restoreOutputs(id: CellId, outputs: OutputList): void;
  /** Takes a cell that does not run back to where it had not run yet. */
  clear(id: CellId): void;
  /** Takes in an edited lesson: cells of the same id keep their state. */
  redefine(definitions: readonly CellDefinition[]): void;
  onHappening(listener: (happening: Happening) => void): () => void;
}

export interface NotebookOptions {
  readonly host: RuntimeHost;
  readonly serveDataset: DatasetServer;
  /** In ms; `performance.now` in the page. */
  readonly now: () => number;
  /** A cell has sent data to a figure. */
  readonly onFigureState: (figure: FigureId, state: Json) => void;
  readonly later: Later;
}

export function createNotebook(definitions: readonly CellDefinition[], options: NotebookOptions): Notebook {
  return new LiveNotebook(definitions, options);
}

class LiveNotebook implements Notebook {
  readonly cells: ReadonlySignal<readonly CellModel[]>;
  readonly busy: ReadonlySignal<boolean>;
  readonly lost = signal<LostNotice | null>(null);

  private readonly host: RuntimeHost;
  private readonly options: NotebookOptions;
  private readonly slots: Slots;
  private readonly queue = new Queue();
  private readonly stream: OutputStream;
  private readonly takeRunId = createRunIds();
  private readonly listeners = new Set<(happening: Happening) => void>();
  private current: Execution | null = null;
  private starting = false;
  /** A stand-in serves in place of a dataset in the present runtime. */
  private standIn = false;
  private downloads = new AbortController();

  constructor(definitions: readonly CellDefinition[], options: NotebookOptions) {
    this.options = options;
    this.host = options.host;
    this.slots = new Slots(definitions);
    this.stream = new OutputStream(options.later);
    this.cells = this.slots.list;
    this.busy = computed(() => this.slots.list.value.some((slot) => slot.activity.value !== "none"));
    this.host.onEvent((event) => this.receive(event));
    this.host.onLoss((loss) => this.lose(loss));
  }

  cell(id: CellId): CellModel | undefined {
    return this.slots.find(id);
  }

  // What the student does. Arrow functions, so that they can be handed on as they are.

  readonly run = (id: CellId): void => this.request({ type: "cell", cell: id });
  readonly runAbove = (id: CellId): void => this.request({ type: "above", cell: id });
  readonly runAll = (): void => this.request({ type: "all" });

  readonly stop = (id: CellId): void => {
    const slot = this.slots.find(id);
    if (slot === undefined) return;
    if (slot.activity.value === "queued") batch(() => this.queue.takeBackFor(slot));
    else if (this.current?.job.slot === slot) this.stopCurrent();
  };

  readonly stopAll = (): void => {
    batch(() => this.queue.takeAllBack(null));
    this.stopCurrent();
  };

  readonly restart = (): void => {
    batch(() => this.queue.takeAllBack(null));
    if (this.host.status.value !== "off") this.host.end({ type: "restarted" });
    this.host
      .start()
      .catch((error: unknown) => this.tell({ type: "start-failed", message: messageOf(error) }));
  };

  readonly edit = (id: CellId, source: string): void => {
    const slot = this.slots.find(id);
    if (slot !== undefined) batch(() => this.slots.edit(slot, source));
  };

  readonly learnNames = (id: CellId, names: CellNames): void => {
    const slot = this.slots.find(id);
    if (slot !== undefined) slot.names.value = names;
  };

  readonly restoreOutputs = (id: CellId, outputs: OutputList): void => {
    const slot = this.slots.find(id);
    if (slot === undefined) return;
    const { entries, error } = slot.outputs.value;
    if (entries.length === 0 && error === null) slot.outputs.value = { ...outputs, old: true };
  };

  readonly clear = (id: CellId): void => {
    const slot = this.slots.find(id);
    if (slot === undefined || slot.activity.value !== "none") return;
    batch(() => {
      slot.lastRun.value = null;
      slot.outputs.value = NO_OUTPUTS;
      slot.took.value = null;
      slot.notRun.value = null;
    });
    this.tell({ type: "cleared", cell: id });
  };

  readonly redefine = (definitions: readonly CellDefinition[]): void => {
    const kept = new Set(definitions.map((definition) => definition.id));
    if (this.current !== null && !kept.has(this.current.job.slot.id)) this.host.stop(this.current.run);
    batch(() => {
      this.queue.takeBack((job) => !kept.has(job.slot.id), null);
      this.slots.redefine(definitions);
    });
  };

  onHappening(listener: (happening: Happening) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(happening: Happening): void {
    for (const listener of [...this.listeners]) listener(happening);
  }

  // What waits

  private request(request: Request): void {
    const planned = plan(request, this.slots.list.value.map(describe));
    if (planned.run.length === 0) return;
    const made: Batch = { request, needs: planned.needs, startedAt: this.options.now() };
    batch(() => {
      this.lost.value = null;
      for (const id of planned.run) {
        const slot = this.slots.find(id);
        if (slot !== undefined) this.queue.add(slot, made);
      }
    });
    this.tell({ type: "started", request });
    void this.runNext();
  }

  private async runNext(): Promise<void> {
    if (this.current !== null || this.starting || this.queue.isEmpty) return;
    if (this.host.status.value !== "ready" && !(await this.startRuntime())) return;
    // The queue may have been emptied, and filled again, while the runtime started.
    if (this.current !== null) return;
    const job = this.queue.take();
    if (job !== undefined) this.begin(job);
  }

  private async startRuntime(): Promise<boolean> {
    this.starting = true;
    try {
      await this.host.start();
      return true;
    } catch (error) {
      this.failToStart(messageOf(error));
      return false;
    } finally {
      this.starting = false;
    }
  }

  /** The cell that was to run first fails with the reason; the others say that they did not run. */
  private failToStart(message: string): void {
    const job = this.queue.take();
    if (job === undefined) return;
    const { slot } = job;
    batch(() => {
      const error = runtimeError(`The runtime did not start: ${message}`);
      slot.activity.value = "none";
      slot.outputs.value = { ...NO_OUTPUTS, error: { error, inCheck: false } };
      slot.lastRun.value = {
        outcome: "failed",
        source: slot.source.value,
        names: slot.names.value,
        at: this.slots.tick(),
        outdatedAt: null,
      };
      this.queue.takeAllBack({ because: slot.id, outcome: "failed" });
    });
    this.tell({ type: "start-failed", message });
  }

  // What runs

  private begin(job: Job): void {
    const { slot } = job;
    batch(() => {
      this.slots.outdateDependents(slot);
      slot.activity.value = "running";
      slot.startedAt.value = this.options.now();
      slot.stopping.value = false;
      this.stream.begin(slot, this.standIn);
    });
    this.send(beginExecution(job, this.takeRunId(), this.slots.tick()));
  }

  private send(execution: Execution): void {
    this.current = execution;
    const { type, cell, source } = stepOf(execution);
    this.host.send({ type, run: execution.run, cell, source });
  }

  private stopCurrent(): void {
    if (this.current === null) return;
    this.current.job.slot.stopping.value = true;
    this.host.stop(this.current.run);
  }

  /** A step has ended: the next one follows, or the cell is done. */
  private endStep(outcome: Outcome, error: CellError | null, ms: number): void {
    if (this.current === null) return;
    const next = outcome === "done" ? nextStep(this.current, this.takeRunId(), ms) : null;
    if (next !== null) {
      this.send(next);
      return;
    }
    this.finish(outcome, error, this.current.ms + ms);
    void this.runNext();
  }

  private finish(outcome: Outcome, error: CellError | null, ms: number): void {
    const ended = this.current;
    if (ended === null) return;
    const { slot, batch: wanted } = ended.job;
    this.current = null;
    batch(() => {
      this.stream.end(error === null ? null : { error, inCheck: stepOf(ended).type === "check" });
      slot.activity.value = "none";
      slot.startedAt.value = null;
      slot.stopping.value = false;
      slot.took.value = ms;
      slot.lastRun.value = {
        outcome,
        source: ended.source,
        names: ended.names,
        at: ended.at,
        outdatedAt: null,
      };
      if (outcome !== "done") {
        this.queue.takeBack((job) => job.batch.needs.has(slot.id), { because: slot.id, outcome });
      }
    });
    if (this.queue.holds(wanted)) return;
    const { request } = wanted;
    const took = request.type === "cell" ? ms : this.options.now() - wanted.startedAt;
    this.tell({ type: "ended", request, outcome, cell: slot.id, error, ms: took });
  }

  // What the runtime says

  private receive(event: RuntimeEvent): void {
    switch (event.type) {
      case "ready":
      case "backend":
      case "boot-failed":
      case "heartbeat":
        return;
      case "need":
        void this.serve(event.dataset);
        return;
      case "figure":
        this.options.onFigureState(event.figure, event.state);
        return;
      case "output":
        if (event.run === this.current?.run) this.stream.add(event.output);
        return;
      case "done":
        if (event.run === this.current?.run) this.endStep("done", null, event.ms);
        return;
      case "failed":
        if (event.run === this.current?.run) this.endStep("failed", event.error, event.ms);
        return;
      case "stopped":
        if (event.run === this.current?.run) this.endStep("stopped", null, event.ms);
        return;
      default:
        assertNever(event);
    }
  }

  private async serve(name: DatasetName): Promise<void> {
    const { signal } = this.downloads;
    const run = this.current?.run;
    const command = await serveNeed(name, this.options.serveDataset, signal, (output) => {
      if (run !== undefined && run === this.current?.run) this.stream.add(output);
    });
    if (signal.aborted) return;
    if (command.type === "dataset" && command.standIn) {
      this.standIn = true;
      this.stream.markStandIn();
    }
    this.host.send(command);
  }

  private lose(loss: Loss): void {
    const ended = this.current;
    const cell = ended?.job.slot.id ?? null;
    const byHand = loss.type === "stopped" || loss.type === "restarted";
    this.downloads.abort();
    this.downloads = new AbortController();
    this.standIn = false;
    batch(() => {
      // A runtime that ends while it starts fails the cell that waits for it: `failToStart` sees to that.
      if (!this.starting || byHand) {
        this.queue.takeAllBack({ because: cell, outcome: byHand ? "stopped" : "lost" });
      }
      if (ended !== null) {
        const now = this.options.now();
        const error = "message" in loss ? runtimeError(loss.message) : null;
        this.finish(byHand ? "stopped" : "failed", error, now - (ended.job.slot.startedAt.value ?? now));
      }
      this.slots.forgetRuns(ended?.job.slot ?? null);
      this.lost.value = loss.type === "restarted" ? null : { loss, cell };
    });
    this.tell({ type: "lost", loss });
  }
}

/** What a plan needs to know of a cell. */
function describe({ id, definition, status }: CellModel) {
  const { manual, exercise } = definition.value;
  return { id, manual, exercise, status: status.value };
}

function runtimeError(message: string): CellError {
  return { name: "RuntimeError", message, line: null, column: null, text: null, stack: [] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
