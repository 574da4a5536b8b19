import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import * as v from "valibot";
import { errorMessage } from "../../protocol/error-message.ts";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import { isPending, lastRunOf } from "../notebook/cell-state.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { addOutput, NO_OUTPUTS } from "../notebook/output-list.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { CheckpointReader } from "./checkpoint-reader.ts";
import { changedCells, codeBehind } from "./code-behind.ts";
import type { LiveTraining, LiveTrainings } from "./live-trainings.ts";
import { progressAt, SavedCheckpoint } from "./saved-checkpoint.ts";

/** Where a lesson's checkpoints are stored, by cell. */
export interface CheckpointStore {
  load(): Promise<ReadonlyMap<string, unknown>>;
  /** Null removes it. */
  save(cell: CellId, checkpoint: SavedCheckpoint | null): Promise<void>;
}

export interface CheckpointParts {
  readonly notebook: Notebook;
  readonly host: RuntimeHost;
  readonly live: LiveTrainings;
  readonly store: CheckpointStore;
  /** The cells show someone else's work. */
  readonly isLocked: () => boolean;
  /** Shows the reader a notice. */
  readonly notify: (text: string) => void;
  /** Settles when the reader's own cells are there, which may have trained, too. */
  readonly arranged: Promise<unknown>;
}

/** What the reader can do with a training that was cut off. */
export interface Offer {
  readonly epochs: number;
  /** At which the training was to end. */
  readonly total: number;
  /** When it was saved, in ms since 1970. */
  readonly at: number;
  /** Cells that were changed since, so that it cannot continue. */
  readonly changed: readonly CellId[];
  /** The cell's own text was changed since, which may be only the number of epochs. */
  readonly isOwnChanged: boolean;
}

/** Epochs that follow each other faster are not all saved; the last one always is. In ms. */
const INTERVAL_MS = 1000;
/** Each may have 24 MB. */
const MAXIMUM_SAVED = 4;

interface Kept {
  readonly saved: SavedCheckpoint;
  /** The runtime that trained it is gone. */
  readonly isLost: boolean;
}

/** Saves each training after its epochs, and continues one that a reload or a lost runtime has cut off. */
export class Checkpoints {
  readonly #parts: CheckpointParts;
  readonly #reader: CheckpointReader;
  readonly #kept: Signal<ReadonlyMap<CellId, Kept>> = signal(new Map());
  /** By training: which epoch was read last, and when. */
  readonly #read = new Map<string, { readonly epochs: number; readonly at: number }>();
  readonly #waiting = new Set<string>();
  #isFull = false;

  constructor(parts: CheckpointParts) {
    this.#parts = parts;
    this.#reader = new CheckpointReader(parts.host);
    parts.live.onReport((training) => void this.#follow(training));
    parts.host.onRuntimeEnd(() => this.#markLost());
    parts.notebook.onEvent((event) => {
      if (event.type === "cleared") this.discard(event.cell);
    });
    void this.#restore();
  }

  /** What can be continued in the cell; null if there is nothing, or its training is still in the runtime. */
  offerOf(cell: CellModel): ReadonlySignal<Offer | null> {
    return computed(() => {
      const kept = this.#kept.value.get(cell.id);
      const state = cell.state.value;
      if (kept === undefined || !kept.isLost || isPending(state) || this.#parts.isLocked()) return null;
      return lastRunOf(state)?.outcome === "done" ? null : this.#describe(cell, kept.saved);
    });
  }

  /** Runs the cell, whose training begins where the saved one ended, and then the cells that look into its network. */
  async continueIn(id: CellId): Promise<void> {
    const { notebook, host, notify } = this.#parts;
    const saved = this.#kept.peek().get(id)?.saved;
    if (saved === undefined) return;
    try {
      await host.start();
    } catch (error) {
      notify(words.training.cannotContinue(errorMessage(error)));
      return;
    }
    const { checkpoint, progress } = saved;
    host.send({ type: "continue-training", cell: id, from: { checkpoint, progress } });
    const end = notebook.onEvent((event) => {
      if (event.type !== "ended" || event.target.type !== "cell" || event.target.cell !== id) return;
      end();
      // What ran before it may have failed: a later run begins as usual.
      host.send({ type: "continue-training", cell: id, from: null });
      if (event.outcome === "done" && event.cell === id) this.#explore(id);
    });
    notebook.run(id);
  }

  discard(id: CellId): void {
    const kept = new Map(this.#kept.peek());
    kept.delete(id);
    this.#kept.value = kept;
    this.#parts.store.save(id, null).catch(() => undefined);
  }

  #describe(cell: CellModel, { at, code, progress, checkpoint }: SavedCheckpoint): Offer {
    const cells = this.#parts.notebook.cells.value;
    const changed = changedCells(code, codeBehind(cells, cell.id));
    return {
      epochs: checkpoint.epochs,
      total: Math.max(progress.epochs, checkpoint.epochs),
      at,
      changed: changed.filter((id) => id !== cell.id),
      isOwnChanged: changed.includes(cell.id),
    };
  }

  /**
   * The figures that look into the network need the cell that opens it to them. What the training depends on has run, even
   * if it only imports `explore`: running it again would outdate the training.
   */
  #explore(id: CellId): void {
    const cells = this.#parts.notebook.cells.peek();
    const trained = new Set(codeBehind(cells, id).map(({ cell }) => cell));
    for (const cell of cells) {
      const { manual, exercise } = cell.definition.peek();
      const explores =
        cell.names.peek().declares.includes("explore") || cell.names.peek().uses.includes("explore");
      if (!explores || manual || exercise !== null || trained.has(cell.id)) continue;
      if (codeBehind(cells, cell.id).some((other) => trained.has(other.cell)))
        this.#parts.notebook.run(cell.id);
    }
  }

  async #follow({ output, ...run }: LiveTraining): Promise<void> {
    const { key, saved, control } = output;
    const isReady = this.#parts.host.status.peek() === "ready" && !this.#reader.isReading;
    if (saved === undefined || !isReady || this.#parts.isLocked()) return;
    const last = this.#read.get(key);
    const isOver = control === undefined;
    if (last?.epochs === saved.epochs) return;
    const wait = last === undefined || isOver ? 0 : last.at + INTERVAL_MS - performance.now();
    if (wait > 0) {
      this.#followLater(key, wait);
      return;
    }
    const checkpoint = await this.#reader.read(key);
    const now = this.#parts.live.find(key);
    if (checkpoint === null || now === undefined) return;
    this.#read.set(key, { epochs: Math.max(checkpoint.epochs, saved.epochs), at: performance.now() });
    const progress = progressAt(now.output, checkpoint.epochs);
    if (progress !== null)
      await this.#save(run.cell, { at: Date.now(), code: run.code, progress, checkpoint });
    // An epoch may have ended meanwhile.
    if (now.output !== output) await this.#follow(now);
  }

  /** Once, also if no other report comes: the reader may have paused the training. */
  #followLater(key: string, ms: number): void {
    if (this.#waiting.has(key)) return;
    this.#waiting.add(key);
    setTimeout(() => {
      this.#waiting.delete(key);
      const training = this.#parts.live.find(key);
      if (training !== undefined) void this.#follow(training);
    }, ms);
  }

  async #save(cell: CellId, saved: SavedCheckpoint): Promise<void> {
    const kept = new Map(this.#kept.peek());
    kept.delete(cell);
    kept.set(cell, { saved, isLost: this.#parts.host.status.peek() !== "ready" });
    const [oldest] = kept.keys();
    if (kept.size > MAXIMUM_SAVED && oldest !== undefined) {
      kept.delete(oldest);
      this.#parts.store.save(oldest, null).catch(() => undefined);
    }
    this.#kept.value = kept;
    try {
      await this.#parts.store.save(cell, saved);
    } catch {
      if (!this.#isFull) {
        this.#parts.notify(words.training.notSaved);
      }
      this.#isFull = true;
    }
  }

  #markLost(): void {
    this.#read.clear();
    this.#kept.value = new Map(
      [...this.#kept.peek()].map(([id, { saved }]) => [id, { saved, isLost: true }]),
    );
  }

  async #restore(): Promise<void> {
    const [found] = await Promise.all([
      this.#parts.store.load().catch(() => new Map<string, unknown>()),
      this.#parts.arranged,
    ]);
    const kept = new Map(this.#kept.peek());
    for (const { id } of this.#parts.notebook.cells.peek()) {
      const saved = v.safeParse(SavedCheckpoint, found.get(id));
      if (!saved.success || kept.has(id)) continue;
      kept.set(id, { saved: saved.output, isLost: true });
      // A reload while it trained: the outputs of the run were not saved.
      this.#parts.notebook.restoreOutputs(id, addOutput(NO_OUTPUTS, saved.output.progress));
    }
    this.#kept.value = kept;
  }
}
