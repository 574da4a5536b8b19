import type { Connection, ConnectionListener } from "../../../../src/page/sandbox/connection.ts";
import type { CodeCommand, Command } from "../../../../src/protocol/command.ts";
import { errorMessage } from "../../../../src/protocol/error-message.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import type { RunId } from "../../../../src/protocol/ids.ts";
import { notebook } from "../../../fixtures/lessons/notebook.ts";

/** A runtime without its frame and worker: it runs the code of cells, and shows the values of final expressions as text. */
export class CodeRuntime implements Connection {
  /** The cells whose code and checks have been sent, in order. */
  readonly ran: string[] = [];
  readonly #listener: ConnectionListener;
  readonly #scope = notebook();
  readonly #waiting = new Map<RunId, () => void>();
  #isClosed = false;

  constructor(listener: ConnectionListener) {
    this.#listener = listener;
  }

  send(command: Command): void {
    if (command.type === "run" || command.type === "check") void this.#run(command);
    else if (command.type === "stop") this.#waiting.get(command.run)?.();
  }

  async isAlive(): Promise<boolean> {
    return !this.#isClosed;
  }

  close(): void {
    this.#isClosed = true;
  }

  emit(event: RuntimeEvent): void {
    if (!this.#isClosed) this.#listener.onEvent(event);
  }

  /** The worker dies. */
  crash(message: string): void {
    this.#listener.onRuntimeEnd({ type: "crashed", message });
  }

  async #run({ run, cell, source }: CodeCommand): Promise<void> {
    this.ran.push(cell);
    const stopped = new Promise<"stopped">((resolve) => this.#waiting.set(run, () => resolve("stopped")));
    this.emit(await Promise.race([this.#evaluate(run, source), stopped.then((type) => ended(type, run))]));
  }

  async #evaluate(run: RunId, source: string): Promise<RuntimeEvent> {
    try {
      for (const value of await this.#scope.run(source)) this.emit(shows(run, String(value)));
      return ended("done", run);
    } catch (error) {
      const place = { line: null, column: null, text: null, stack: [] };
      return { type: "failed", run, ms: 1, error: { name: "Error", message: errorMessage(error), ...place } };
    }
  }
}

/** Each run takes a millisecond. */
function ended(type: "done" | "stopped", run: RunId): RuntimeEvent {
  return { type, run, ms: 1 };
}

export function shows(run: RunId, text: string): RuntimeEvent {
  return { type: "output", run, output: { type: "text", stream: "log", text } };
}
