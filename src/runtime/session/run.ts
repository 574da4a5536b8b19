import type { CodeCommand } from "../../protocol/command.ts";
import type { CellError } from "../../protocol/event.ts";
import { Activity } from "../platform/activity.ts";
import { after, nextTask, now } from "../platform/captured.ts";
import { asNative, bare, deferred, firstOf } from "../platform/promises.ts";
import type { Evaluation } from "./evaluate.ts";

/**
 * How long the cell's own code has to end when the reader has stopped it, in ms. What follows a training may still
 * evaluate and draw what was trained.
 */
const GRACE_MS = 250;
const GRACE_AFTER_TRAINING_MS = 1000;

/** One run of a cell or check: its code and what that starts, from its command to the event that ends it. */
export class Run {
  readonly command: CodeCommand;
  readonly activity: Activity;
  readonly #startedAt = now();
  /** Interrupts the run, whose code may be waiting for something that never comes. */
  readonly #interruption = deferred<Evaluation>();
  #failure: CellError | null = null;

  constructor(command: CodeCommand) {
    this.command = command;
    this.activity = new Activity(command.run, command.cell);
  }

  /** The event that ends it has been sent. What it still starts is late work, and what that shows is late. */
  get isEnded(): boolean {
    return this.activity.isOver;
  }

  get elapsedMs(): number {
    return now() - this.#startedAt;
  }

  /**
   * Resolves when the code and the trainings that it started have ended, or something interrupts it, and the result is
   * shown.
   */
  async settled(
    code: Promise<Evaluation>,
    show: (evaluation: Evaluation) => Promise<void>,
  ): Promise<Evaluation> {
    const evaluation = await firstOf(code, this.#interruption.promise);
    // Its result is no longer used, and the reader is waiting for the error.
    if (evaluation.type === "failed") this.activity.requestStop();
    do {
      await asNative(this.activity.trainingsEnded());
      // Unhandled rejections are reported in a later task than the one in which they occur.
      for (let turn = 0; turn < 2; turn += 1) await nextTask();
    } while (this.activity.trainings > 0);
    const outcome = this.#outcome(evaluation);
    await asNative(show(outcome));
    this.activity.end();
    return this.#outcome(outcome);
  }

  /** What its code has evaluated to, unless something that it started has thrown. */
  #outcome(evaluation: Evaluation): Evaluation {
    if (evaluation.type === "failed" || this.#failure === null) return evaluation;
    return bare({ type: "failed", error: this.#failure });
  }

  /** Something that the run started has thrown. Returns whether that fails the run: only the first error does. */
  fail(error: CellError): boolean {
    if (this.#failure !== null) return false;
    this.#failure = error;
    this.#interruption.resolve(bare({ type: "failed", error }));
    return true;
  }

  /** Asks everything in the run to stop. If its code does not end by itself then, the run ends without it. */
  async stop(): Promise<void> {
    const graceMs = this.activity.trainings > 0 ? GRACE_AFTER_TRAINING_MS : GRACE_MS;
    this.activity.requestStop();
    await asNative(this.activity.trainingsEnded());
    after(graceMs, () => this.#interruption.resolve(bare({ type: "stopped" })));
  }
}
