import type { ReadonlySignal } from "@preact/signals";
import type { CodeCommand, Command } from "../../protocol/command.ts";
import type { Memory, RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import type { Backend, HostState, RuntimeEnd } from "./host-state.ts";

/** What a runtime can run; the host numbers the runs. */
export type Code = Omit<CodeCommand, "run">;

/** The page's side of the wall: one runtime at a time, and all that can be done with it. */
export interface RuntimeHost {
  readonly status: ReadonlySignal<RuntimeStatus>;
  /** The backend of the current runtime, or of the last one. */
  readonly backend: ReadonlySignal<Backend | null>;
  /** What the tensors of the current runtime take; null without one. */
  readonly memory: ReadonlySignal<Memory | null>;
  /** Starts a runtime if there is none. Resolves when it is ready, rejects with a message for the reader. */
  start(): Promise<void>;
  /** Runs code. Earlier runs have ended by then, but may still show something. */
  run(code: Code): RunId;
  /** Asks the current run to stop, and ends the runtime if it is silent for long. */
  stop(): void;
  send(
    command: Exclude<Command, { type: CodeCommand["type"] | "dataset-part" | "file-part" | "credit" }>,
  ): void;
  /** Ends the runtime now. All its state is lost. */
  end(end: RuntimeEnd): void;
  /** Parsed events of the current runtime. */
  onEvent(listener: (event: RuntimeEvent) => void): () => void;
  onRuntimeEnd(listener: (end: RuntimeEnd) => void): () => void;
}

export type RuntimeStatus = HostState["type"];
