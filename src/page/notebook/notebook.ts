import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { assertNever } from "../../protocol/assert-never.ts";
import type { CellError, RuntimeEvent } from "../../protocol/event.ts";
import { CellId, type DatasetName, type FigureId, RunId } from "../../protocol/ids.ts";
import type { Json } from "../../protocol/json.ts";
import type { Output } from "../../protocol/output.ts";
import type { Loss, RuntimeHost } from "../sandbox/host.ts";
import type { CellDefinition, CellNames } from "./cell-definition.ts";
import { type CellModel, createSlot, hasChanged, type NotRun, namesOf, type Slot } from "./cell-model.ts";
import type { Outcome } from "./cell-status.ts";
import { type DatasetServer, serveNeed } from "./dataset-server.ts";
import { addOutput, NO_OUTPUTS, type OutputList } from "./output-list.ts";
import { plan, type Request } from "./plan.ts";
import { staleCells } from "./stale.ts";

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
  /** Calls back after `ms`; `setTimeout` in the page. */
  readonly later: (callback: () => void, ms: number) => void;
}

/** Outputs that stream in are shown at most this often, in ms. */
const OUTPUT_INTERVAL = 40;

interface Batch {
  readonly request: Request;
  readonly needs: ReadonlySet<CellId>;
  readonly startedAt: number;
}

interface Job {
  readonly slot: Slot;
  readonly batch: Batch;
}

/** The cell's source, then its checks: each is a run of its own, and all of them are one run of the cell. */
interface Step {
  readonly cell: CellId;
  readonly source: string;
  readonly check: boolean;
}

interface Current {
  readonly job: Job;
  readonly steps: readonly Step[];
  readonly index: number;
  readonly run: RunId;
  readonly ms: number;
  /** The names of the source that runs: the student may be typing the next one. */
  readonly names: CellNames;
}

export function createNotebook(definitions: readonly CellDefinition[], options: NotebookOptions): Notebook {
  const { host } = options;
  const slots = signal<readonly Slot[]>([]);
  const stale = computed(() =>
    staleCells(
      slots.value.map((slot) => ({
        id: slot.id,
        names: namesOf(slot),
        ran: slot.lastRun.value !== null,
        changed: hasChanged(slot),
      })),
    ),
  );
  slots.value = definitions.map((definition) => createSlot(definition, stale));

  const lost = signal<LostNotice | null>(null);
  const listeners = new Set<(happening: Happening) => void>();
  let queue: readonly Job[] = [];
  let current: Current | null = null;
  let starting = false;
  let nextRun = 1;
  let standIn = false;
  let downloads = new AbortController();

  const busy = computed(() => slots.value.some((slot) => slot.activity.value !== "none"));

  function find(id: CellId): Slot | undefined {
    return slots.value.find((slot) => slot.id === id);
  }

  function tell(happening: Happening): void {
    for (const listener of [...listeners]) listener(happening);
  }

  // What waits

  function request(wanted: Request): void {
    const planned = plan(
      wanted,
      slots.value.map((slot) => ({
        id: slot.id,
        manual: slot.definition.value.manual,
        exercise: slot.definition.value.exercise,
        status: slot.status.value,
      })),
    );
    if (planned.run.length === 0) return;
    const made: Batch = { request: wanted, needs: planned.needs, startedAt: options.now() };
    batch(() => {
      lost.value = null;
      for (const id of planned.run) enqueue(id, made);
    });
    tell({ type: "started", request: wanted });
    void pump();
  }

  function enqueue(id: CellId, made: Batch): void {
    const slot = find(id);
    if (slot === undefined) return;
    slot.activity.value = "queued";
    slot.notRun.value = null;
    queue = [...queue, { slot, batch: made }];
  }

  /** Takes back what waits and satisfies `test`: each such cell has its earlier status again, and says why. */
  function takeBack(test: (job: Job) => boolean, why: NotRun | null): void {
    const gone = queue.filter(test);
    queue = queue.filter((job) => !test(job));
    for (const { slot } of gone) {
      slot.activity.value = "none";
      slot.notRun.value = why;
    }
  }

  async function pump(): Promise<void> {
    if (current !== null || starting || queue.length === 0) return;
    if (host.status.value !== "ready") {
      starting = true;
      try {
        await host.start();
      } catch (error) {
        failToStart(error instanceof Error ? error.message : String(error));
        return;
      } finally {
        starting = false;
      }
      return pump();
    }
    const [job, ...rest] = queue;
    queue = rest;
    if (job !== undefined) begin(job);
  }

  function failToStart(message: string): void {
    const [first] = queue;
    batch(() => {
      if (first !== undefined) {
        queue = queue.slice(1);
        first.slot.activity.value = "none";
        const error = runtimeError(`The runtime did not start: ${message}`);
        first.slot.outputs.value = { ...NO_OUTPUTS, error: { error, inCheck: false } };
        first.slot.lastRun.value = {
          outcome: "failed",
          source: first.slot.source.value,
          names: first.slot.names.value,
          outdated: false,
        };
      }
      takeBack(() => true, { because: first?.slot.id ?? null, outcome: "failed" });
    });
    if (first !== undefined) tell({ type: "start-failed", message });
  }

  // What runs

  function begin(job: Job): void {
    const { slot } = job;
    const source = slot.source.value;
    const steps: readonly Step[] = [
      { cell: slot.id, source, check: false },
      ...slot.definition.value.checks.map((check, index) => ({
        cell: v.parse(CellId, `${slot.id.slice(0, 80)}-check-${index + 1}`),
        source: check,
        check: true,
      })),
    ];
    batch(() => {
      outdateDependents(slot, source);
      slot.activity.value = "running";
      slot.startedAt.value = options.now();
      slot.stopping.value = false;
      slot.outputs.value = { ...slot.outputs.value, old: true };
      stream = { slot, list: { ...NO_OUTPUTS, standIn }, shown: false };
    });
    sendStep({ job, steps, index: 0, run: takeRunId(), ms: 0, names: slot.names.value });
  }

  /** A cell whose text changed since its last run replaces what it declared: what read that is out of date. */
  function outdateDependents(slot: Slot, source: string): void {
    const last = slot.lastRun.value;
    if (last === null || last.source === source) return;
    const names = namesOf(slot);
    const dependents = staleCells(
      slots.value.map((other) => ({
        id: other.id,
        names: other === slot ? names : namesOf(other),
        ran: other.lastRun.value !== null,
        changed: other === slot,
      })),
    );
    for (const other of slots.value) {
      const run = other.lastRun.value;
      if (other !== slot && run !== null && dependents.has(other.id)) {
        other.lastRun.value = { ...run, outdated: true };
      }
    }
  }

  function takeRunId(): RunId {
    const run = v.parse(RunId, nextRun);
    nextRun += 1;
    return run;
  }

  function sendStep(next: Current): void {
    const step = next.steps[next.index];
    if (step === undefined) return;
    current = next;
    host.send({
      type: "run",
      run: next.run,
      cell: step.cell,
      source: step.source,
      ...(step.check ? { check: true } : {}),
    });
  }

  function endStep(outcome: Outcome, error: CellError | null, ms: number): void {
    if (current === null) return;
    const took = current.ms + ms;
    const isLast = current.index === current.steps.length - 1;
    if (outcome === "done" && !isLast) {
      sendStep({ ...current, index: current.index + 1, run: takeRunId(), ms: took });
      return;
    }
    finish(outcome, error, took);
    void pump();
  }

  function finish(outcome: Outcome, error: CellError | null, ms: number): void {
    if (current === null) return;
    const { job, steps, index, names } = current;
    const { slot } = job;
    const source = steps[0]?.source ?? "";
    current = null;
    batch(() => {
      if (error !== null && stream !== null) {
        stream.list = { ...stream.list, error: { error, inCheck: index > 0 } };
      }
      showStream();
      stream = null;
      slot.activity.value = "none";
      slot.startedAt.value = null;
      slot.stopping.value = false;
      slot.took.value = ms;
      slot.lastRun.value = { outcome, source, names, outdated: false };
      if (outcome !== "done") {
        takeBack((waiting) => waiting.batch.needs.has(slot.id), { because: slot.id, outcome });
      }
    });
    const isOver = !queue.some((waiting) => waiting.batch === job.batch);
    if (isOver) {
      const spent = options.now() - job.batch.startedAt;
      const shownMs = job.batch.request.type === "cell" ? ms : spent;
      tell({ type: "ended", request: job.batch.request, outcome, cell: slot.id, error, ms: shownMs });
    }
  }

  // What a run shows

  let stream: { readonly slot: Slot; list: OutputList; shown: boolean } | null = null;
  let waitsToShow = false;

  /** The first output is shown at once, what follows at most every 40 ms: each showing costs the page a drawing. */
  function show(output: Output): void {
    if (stream === null) return;
    if (output.type === "figure") options.onFigureState(output.figure, output.state);
    stream.list = addOutput(stream.list, output);
    if (waitsToShow) return;
    showStream();
    waitsToShow = true;
    options.later(() => {
      waitsToShow = false;
      if (stream?.shown === true) showStream();
    }, OUTPUT_INTERVAL);
  }

  function showStream(): void {
    if (stream === null) return;
    stream.shown = true;
    stream.slot.outputs.value = stream.list;
  }

  // What the runtime says

  function receive(event: RuntimeEvent): void {
    switch (event.type) {
      case "ready":
      case "boot-failed":
      case "heartbeat":
        return;
      case "need":
        void serve(event.dataset);
        return;
      case "figure":
        options.onFigureState(event.figure, event.state);
        return;
      case "output":
        if (event.run === current?.run) show(event.output);
        return;
      case "done":
        if (event.run === current?.run) endStep("done", null, event.ms);
        return;
      case "failed":
        if (event.run === current?.run) endStep("failed", event.error, event.ms);
        return;
      case "stopped":
        if (event.run === current?.run) endStep("stopped", null, event.ms);
        return;
      default:
        assertNever(event);
    }
  }

  async function serve(name: DatasetName): Promise<void> {
    const { signal } = downloads;
    const run = current?.run;
    const command = await serveNeed(name, options.serveDataset, signal, (output) => {
      if (run !== undefined && run === current?.run) show(output);
    });
    if (signal.aborted) return;
    if (command.type === "dataset" && command.standIn) {
      standIn = true;
      if (stream !== null) stream.list = { ...stream.list, standIn };
    }
    host.send(command);
  }

  function lose(loss: Loss): void {
    const ended = current;
    downloads.abort();
    downloads = new AbortController();
    standIn = false;
    const byHand = loss.type === "stopped" || loss.type === "restarted";
    batch(() => {
      // A runtime that ends while it starts fails the cell that waits for it: `failToStart` sees to that.
      if (!starting || byHand) {
        takeBack(() => true, { because: ended?.job.slot.id ?? null, outcome: byHand ? "stopped" : "lost" });
      }
      if (ended !== null) {
        const startedAt = ended.job.slot.startedAt.value ?? options.now();
        finish(
          byHand ? "stopped" : "failed",
          "message" in loss ? runtimeError(loss.message) : null,
          options.now() - startedAt,
        );
      }
      for (const slot of slots.value) {
        if (slot === ended?.job.slot) continue;
        slot.lastRun.value = null;
        if (!isEmpty(slot.outputs.value)) slot.outputs.value = { ...slot.outputs.value, old: true };
      }
      lost.value = loss.type === "restarted" ? null : { loss, cell: ended?.job.slot.id ?? null };
    });
    tell({ type: "lost", loss });
  }

  host.onEvent(receive);
  host.onLoss(lose);

  return {
    cells: slots,
    busy,
    lost,
    cell: find,
    run: (id) => request({ type: "cell", cell: id }),
    runAbove: (id) => request({ type: "above", cell: id }),
    runAll: () => request({ type: "all" }),
    stop(id) {
      const slot = find(id);
      if (slot?.activity.value === "queued") {
        const batches = new Set(queue.filter((job) => job.slot === slot).map((job) => job.batch));
        batch(() => takeBack((job) => batches.has(job.batch) || job.batch.needs.has(id), null));
      } else if (slot !== undefined && current?.job.slot === slot) {
        slot.stopping.value = true;
        host.stop(current.run);
      }
    },
    stopAll() {
      batch(() => takeBack(() => true, null));
      if (current === null) return;
      current.job.slot.stopping.value = true;
      host.stop(current.run);
    },
    restart() {
      batch(() => takeBack(() => true, null));
      if (host.status.value !== "off") host.end({ type: "restarted" });
      host.start().catch((error: unknown) => {
        tell({ type: "start-failed", message: error instanceof Error ? error.message : String(error) });
      });
    },
    edit(id, source) {
      const slot = find(id);
      if (slot === undefined) return;
      batch(() => {
        slot.source.value = source;
        if (source === slot.definition.value.source) slot.names.value = slot.definition.value.names;
      });
    },
    learnNames(id, names) {
      const slot = find(id);
      if (slot !== undefined) slot.names.value = names;
    },
    restoreOutputs(id, outputs) {
      const slot = find(id);
      if (slot !== undefined && isEmpty(slot.outputs.value)) slot.outputs.value = { ...outputs, old: true };
    },
    redefine(next) {
      batch(() => {
        const kept = new Set(next.map((definition) => definition.id));
        if (current !== null && !kept.has(current.job.slot.id)) host.stop(current.run);
        takeBack((job) => !kept.has(job.slot.id), null);
        slots.value = next.map((definition) => redefineSlot(find(definition.id), definition));
      });
    },
    onHappening(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** The student's edit stays; a cell without one takes the author's new text. */
  function redefineSlot(slot: Slot | undefined, definition: CellDefinition): Slot {
    if (slot === undefined) return createSlot(definition, stale);
    const isEdited = slot.source.value !== slot.definition.value.source;
    slot.definition.value = definition;
    if (!isEdited) {
      slot.source.value = definition.source;
      slot.names.value = definition.names;
    }
    return slot;
  }
}

function isEmpty(list: OutputList): boolean {
  return list.entries.length === 0 && list.error === null;
}

function runtimeError(message: string): CellError {
  return { name: "RuntimeError", message, line: null, column: null, text: null, stack: [] };
}
