import type { CellId, RunId } from "../../protocol/ids.ts";
import { withBuiltIns } from "./built-ins.ts";
import { dataOf, postTo } from "./captured.ts";
import { type Deferred, deferred, settledBy } from "./promises.ts";
import { type Owner, setOwners } from "./turns.ts";

/** Captured before a cell can replace it. */
const { AbortController } = globalThis;

/** What continues after the code that started it: a timer, or a `fit`. */
interface Work {
  readonly type: "timer" | "training";
  /** Ends it because the reader asks for it. A training ends by itself: it watches the activity's `stop`. */
  cancel(): void;
}

/** Thrown by what a run begins after the reader has stopped it; it ends the run as stopped. */
export class StopRequested extends Error {
  override readonly name = "Stopped";
  readonly #isOwn = true;

  constructor() {
    super("The cell was stopped.");
  }

  /** Unlike `instanceof`, a private name runs none of the code of a thrown proxy. */
  static is(thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && #isOwn in thrown;
  }
}

/** One run of a cell, with all the work that it has started and that has not ended. */
export class Activity implements Owner {
  /** Null before the first run. */
  readonly run: RunId | null;
  readonly cell: CellId | null;
  readonly #controller = new AbortController();
  readonly #work = new Set<Work>();
  #trainings = 0;
  #isOver = false;
  #isDoubtful = false;
  /** While there are trainings. */
  #trainingsEnd: Deferred<void> | null = null;

  constructor(run: RunId | null, cell: CellId | null) {
    this.run = run;
    this.cell = cell;
  }

  /** Aborts when the reader stops the run, and stays aborted: what the run begins after that ends at once. */
  get stop(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether its run is over. What it has started may continue. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether nothing that its code still does is wanted. A training ends by itself, for which its callbacks go on. */
  get isAbandoned(): boolean {
    return this.#isOver && this.stop.aborted && this.#trainings === 0;
  }

  /** Whether a loss that it computed was not a number. */
  get isDoubtful(): boolean {
    return this.#isDoubtful;
  }

  get trainings(): number {
    return this.#trainings;
  }

  get timers(): number {
    return this.#work.size - this.#trainings;
  }

  /**
   * Adds work. Call the result when it has ended.
   * @throws {StopRequested} after a stop
   */
  begin(work: Work): () => void {
    this.assertNotStopped();
    withBuiltIns(() => this.#work.add(work));
    if (work.type === "training") this.#countTraining();
    return () => withBuiltIns(() => this.#end(work));
  }

  /** @throws {StopRequested} after a stop */
  assertNotStopped(): void {
    if (this.stop.aborted) throw new StopRequested();
  }

  /** Ends the timers, and asks trainings to end after their current batch. */
  requestStop(): void {
    this.#controller.abort();
    withBuiltIns(() => {
      for (const work of [...this.#work]) work.cancel();
    });
  }

  end(): void {
    this.#isOver = true;
  }

  doubt(): void {
    this.#isDoubtful = true;
  }

  resume(): void {
    resume(this);
  }

  /** Resolves when no training is left. */
  async trainingsEnded(): Promise<void> {
    while (this.#trainingsEnd !== null) await this.#trainingsEnd.promise;
  }

  #countTraining(): void {
    this.#trainings += 1;
    this.#trainingsEnd ??= deferred();
  }

  #end(work: Work): void {
    if (!this.#work.delete(work) || work.type !== "training") return;
    this.#trainings -= 1;
    if (this.#trainings > 0) return;
    this.#trainingsEnd?.resolve();
    this.#trainingsEnd = null;
  }
}

let foreground = new Activity(null, null);
/** The activity of the current task, where it is known not to be the foreground; null otherwise. */
let background: Activity | null = null;
/** The activity of the last task that belonged to the background. */
let lastBackground: Activity | null = null;

/** The activity to which the code that runs now belongs. */
export function currentActivity(): Activity {
  return background ?? foreground;
}

/** Makes an activity the one to which code belongs unless it is known to be another's. */
export function setForeground(activity: Activity): void {
  foreground = activity;
  background = null;
  lastBackground = null;
}

/** The activity whose task has just ended or still runs: rejections are reported after their task. */
export function latestActivity(): Activity {
  return background ?? lastBackground ?? foreground;
}

/**
 * Marks the rest of the current task as the activity's: this code, and the microtasks that it causes. Nothing reports
 * when they are done, so the mark is removed by a message that is handled after the task.
 */
export function resume(activity: Activity): void {
  background = activity === foreground ? null : activity;
  if (background === null) return;
  lastBackground = background;
  tasks += 1;
  postTo(sender, `${tasks}`);
}

/**
 * The same promise, after which the code that awaits it belongs to the activity that called this. For promises that
 * settle in a task of their own: JavaScript does not report which code is awaiting a promise.
 */
export function resumeAfter<Value>(promise: Promise<Value>): Promise<Value> {
  const activity = currentActivity();
  return settledBy(promise, () => resume(activity));
}

/** The rest of the current task belongs to the foreground, or to nothing that is known: it begins with a message. */
export function resumeForeground(): void {
  background = null;
}

setOwners(currentActivity);

let tasks = 0;
const { port1: sender, port2: receiver } = new MessageChannel();
receiver.onmessage = (event: MessageEvent<string>) => {
  if (dataOf(event) !== `${tasks}`) return;
  background = null;
  lastBackground = null;
};
// Node.js, where the tests run, would not exit while the port waits.
if ("unref" in receiver && typeof receiver.unref === "function") receiver.unref();
