import type { BackendName } from "../../protocol/backend.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { now } from "../platform/captured.ts";

/** These events need no credit, so the page would treat more frequent ones as a flood. */
const MINIMUM_INTERVAL_MS = 500;

/** Reports the current backend to the page. A cell can change it at any rate; only the latest is sent. */
export class BackendReports {
  #pending: RuntimeEvent | null = null;
  #sentAt = Number.NEGATIVE_INFINITY;
  readonly #send: (event: RuntimeEvent) => void;

  constructor(send: (event: RuntimeEvent) => void) {
    this.#send = send;
  }

  report(backend: BackendName, reason: string): void {
    this.#pending = { type: "backend", backend, reason };
    this.flush();
  }

  /** Sends a pending report if it is due. Call it regularly. */
  flush(): void {
    if (this.#pending === null || now() - this.#sentAt < MINIMUM_INTERVAL_MS) return;
    this.#sentAt = now();
    this.#send(this.#pending);
    this.#pending = null;
  }
}
