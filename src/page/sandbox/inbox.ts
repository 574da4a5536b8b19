import type { RuntimeEvent } from "../../protocol/event.ts";
import { CREDIT_TOLERANCE, INITIAL_CREDIT, MAXIMUM_MESSAGE_LENGTH, readEvent } from "../../protocol/wire.ts";

/** How long the page works on messages before it lets the browser draw and the reader act. */
const SLICE_MS = 8;

export interface InboxListener {
  onEvent(event: RuntimeEvent): void;
  /** So many outputs were taken in; the runtime may send as many more. */
  onCredit(count: number): void;
  /** The runtime does not keep to the protocol. */
  onFlood(message: string): void;
}

/**
 * Takes in what comes over the wall, a slice at a time. Each message was cheap to receive (one string of bounded
 * length); what is malformed is dropped, and a runtime that sends far more than its credit is reported as a flood.
 */
export class Inbox {
  private readonly waiting: string[] = [];
  private scheduled = false;
  private closed = false;

  private readonly listener: InboxListener;
  private readonly schedule: (task: () => void) => void;
  private readonly now: () => number;

  constructor(
    listener: InboxListener,
    schedule: (task: () => void) => void = createScheduler(),
    now: () => number = () => performance.now(),
  ) {
    this.listener = listener;
    this.schedule = schedule;
    this.now = now;
  }

  receive(message: unknown): void {
    if (this.closed) return;
    if (typeof message !== "string" || message.length > MAXIMUM_MESSAGE_LENGTH) {
      this.flood("The runtime sent something that is no message.");
      return;
    }
    if (this.waiting.length >= INITIAL_CREDIT + CREDIT_TOLERANCE) {
      this.flood("The runtime sent more messages than it may.");
      return;
    }
    this.waiting.push(message);
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.waiting.length = 0;
  }

  private flood(message: string): void {
    this.close();
    this.listener.onFlood(message);
  }

  private wake(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => {
      this.scheduled = false;
      this.work();
    });
  }

  private work(): void {
    const begun = this.now();
    let outputs = 0;
    let message = this.waiting.shift();
    while (message !== undefined) {
      const event = readEvent(message);
      if (event?.type === "output") outputs += 1;
      if (event !== null) this.listener.onEvent(event);
      if (this.closed) return;
      if (this.now() - begun >= SLICE_MS) break;
      message = this.waiting.shift();
    }
    if (outputs > 0) this.listener.onCredit(outputs);
    if (this.waiting.length > 0) this.wake();
  }
}

/** A task of its own soon, also in a tab in the background, where timers wait for up to a minute. */
function createScheduler(): (task: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(null);
  };
}
