import type { RuntimeEvent } from "../../protocol/event.ts";
import { CREDIT_TOLERANCE, INITIAL_CREDIT, MAXIMUM_MESSAGE_LENGTH, readEvent } from "../../protocol/wire.ts";
import { words } from "../../words/words.ts";
import { createScheduler } from "./task-scheduler.ts";

/** How long to process messages before yielding to rendering and input. */
const SLICE_MS = 8;

export interface InboxListener {
  onEvent(event: RuntimeEvent): void;
  /** `count` outputs were processed; the runtime may send that many more. */
  onCredit(count: number): void;
  /** The runtime violates the protocol. */
  onFlood(message: string): void;
}

/**
 * Parses the messages of the runtime in time slices. Receiving a message is cheap, since it is one string of bounded
 * length. Malformed messages are dropped, and a runtime that exceeds its credit is reported as a flood.
 */
export class Inbox {
  readonly #waiting: string[] = [];
  #scheduled = false;
  #closed = false;

  readonly #listener: InboxListener;
  readonly #schedule: (task: () => void) => void;
  readonly #now: () => number;

  constructor(
    listener: InboxListener,
    schedule: (task: () => void) => void = createScheduler(),
    now: () => number = () => performance.now(),
  ) {
    this.#listener = listener;
    this.#schedule = schedule;
    this.#now = now;
  }

  receive(message: unknown): void {
    if (this.#closed) return;
    if (typeof message !== "string" || message.length > MAXIMUM_MESSAGE_LENGTH) {
      this.#flood(words.runtime.notAMessage);
      return;
    }
    if (this.#waiting.length >= INITIAL_CREDIT + CREDIT_TOLERANCE) {
      this.#flood(words.runtime.flooded);
      return;
    }
    this.#waiting.push(message);
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
  }

  #flood(message: string): void {
    this.close();
    this.#listener.onFlood(message);
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      this.#work();
    });
  }

  #work(): void {
    const startedAt = this.#now();
    let outputs = 0;
    let message = this.#waiting.shift();
    while (message !== undefined) {
      const event = readEvent(message);
      if (event?.type === "output") outputs += 1;
      if (event !== null) this.#listener.onEvent(event);
      if (this.#closed) return;
      if (this.#now() - startedAt >= SLICE_MS) break;
      message = this.#waiting.shift();
    }
    if (outputs > 0) this.#listener.onCredit(outputs);
    if (this.#waiting.length > 0) this.#wake();
  }
}
