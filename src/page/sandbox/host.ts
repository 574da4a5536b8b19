import type { ReadonlySignal } from "@preact/signals";
import type { BackendName } from "../../protocol/backend.ts";
import type { Command } from "../../protocol/command.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";

/** `off`: not started yet. `lost`: it ended (crashed, stopped by force, flooded); `start` makes a new one. */
export type RuntimeStatus = "off" | "booting" | "ready" | "lost";

/** Why a runtime is gone. */
export type Loss =
  | { readonly type: "stopped" }
  | { readonly type: "restarted" }
  | { readonly type: "crashed"; readonly message: string }
  | { readonly type: "flooded"; readonly message: string };

/** The page's side of the wall: one runtime at a time, and all that may be done with it. */
export interface RuntimeHost {
  readonly status: ReadonlySignal<RuntimeStatus>;
  /** Which backend runs, and why that one. */
  readonly backend: ReadonlySignal<{ readonly name: BackendName; readonly reason: string } | null>;
  /** Starts a runtime where there is none; resolves when it is ready, rejects with a readable message. */
  start(): Promise<void>;
  send(command: Command): void;
  /** Asks the run to end; after a grace (or at once at the second call) the runtime is ended by force. */
  stop(run: RunId): void;
  /** Ends the runtime now; all its state is gone. */
  end(loss: Loss): void;
  /** Parsed events of the current runtime; those of an ended one never arrive. */
  onEvent(listener: (event: RuntimeEvent) => void): () => void;
  onLoss(listener: (loss: Loss) => void): () => void;
}
