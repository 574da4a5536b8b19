import type { BackendName } from "../../protocol/backend.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { now } from "../platform/captured.ts";

/** A page that is told more often takes it for a flood: such events need no credit. */
const SHORTEST_PAUSE_MS = 500;

/** Tells the page which backend computes. A cell can make it change as often as it likes; only the newest matters. */
export class BackendNews {
  private waiting: RuntimeEvent | null = null;
  private sent = Number.NEGATIVE_INFINITY;
  private readonly send: (event: RuntimeEvent) => void;

  constructor(send: (event: RuntimeEvent) => void) {
    this.send = send;
  }

  tell(backend: BackendName, reason: string): void {
    this.waiting = { type: "backend", backend, reason };
    this.flush();
  }

  /** Sends what still waits; to be called now and then. */
  flush(): void {
    if (this.waiting === null || now() - this.sent < SHORTEST_PAUSE_MS) return;
    this.sent = now();
    this.send(this.waiting);
    this.waiting = null;
  }
}
