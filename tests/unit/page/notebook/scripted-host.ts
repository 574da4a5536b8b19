import { signal } from "@preact/signals";
import * as v from "valibot";
import { type CellNames, NO_NAMES } from "../../../../src/cell/names/cell-names.ts";
import type { Cell } from "../../../../src/lesson/lesson.ts";
import type { Code, RuntimeHost, RuntimeStatus } from "../../../../src/page/sandbox/host.ts";
import type { Backend, RuntimeEnd } from "../../../../src/page/sandbox/host-state.ts";
import type { CodeCommand, Command } from "../../../../src/protocol/command.ts";
import type { Memory, RuntimeEvent } from "../../../../src/protocol/event.ts";
import { CellId, RunId } from "../../../../src/protocol/ids.ts";
import type { Output } from "../../../../src/protocol/output.ts";

/** A runtime that the test controls. */
export class ScriptedHost implements RuntimeHost {
  readonly status = signal<RuntimeStatus>("off");
  readonly backend = signal<Backend | null>(null);
  readonly memory = signal<Memory | null>(null);
  readonly sent: Command[] = [];
  /** The runs that were asked to stop, in order. */
  readonly stopped: RunId[] = [];
  /** Makes `start` fail with this message. */
  startFault: string | null = null;
  /** The run that was sent and has not ended. */
  running: CodeCommand | null = null;
  readonly #events = new Set<(event: RuntimeEvent) => void>();
  readonly #endListeners = new Set<(end: RuntimeEnd) => void>();

  async start(): Promise<void> {
    if (this.status.value === "ready") return;
    this.status.value = "booting";
    await Promise.resolve();
    if (this.startFault !== null) {
      const message = this.startFault;
      this.end({ type: "crashed", message });
      throw new Error(message);
    }
    this.status.value = "ready";
    this.backend.value = { name: "cpu", reason: "scripted" };
  }

  run(code: Code): RunId {
    const run = runId(this.sources.length + 1);
    this.running = { ...code, run };
    this.sent.push(this.running);
    return run;
  }

  send(command: Command): void {
    this.sent.push(command);
  }

  stop(): void {
    if (this.running !== null) this.stopped.push(this.running.run);
  }

  end(end: RuntimeEnd): void {
    if (this.status.value === "off" || this.status.value === "lost") return;
    this.status.value = "lost";
    this.running = null;
    for (const listener of this.#endListeners) listener(end);
  }

  onEvent(listener: (event: RuntimeEvent) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  onRuntimeEnd(listener: (end: RuntimeEnd) => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  emit(event: RuntimeEvent): void {
    for (const listener of this.#events) listener(event);
  }

  /** The running cell shows something. */
  show(output: Output): void {
    if (this.running !== null) this.emit({ type: "output", run: this.running.run, output });
  }

  print(text: string): void {
    this.show({ type: "text", stream: "log", text });
  }

  /** Ends the run, whose loss was not a number. */
  finishDoubtfully(): void {
    if (this.running === null) throw new Error("Nothing runs.");
    const { run } = this.running;
    this.running = null;
    this.emit({ type: "done", run, ms: 1, doubtful: true });
  }

  /** Ends the run; `thrown` is what a failed one failed with. */
  finish(
    outcome: "done" | "failed" | "stopped",
    ms = 1,
    thrown = { name: "Error", message: "scripted" },
  ): void {
    const { running } = this;
    if (running === null) throw new Error("Nothing runs.");
    this.running = null;
    const { run } = running;
    if (outcome === "failed") {
      const error = {
        ...thrown,
        line: 1,
        column: 2,
        text: running.source,
        stack: [],
      };
      this.emit({ type: "failed", run, ms, error });
    } else {
      this.emit({ type: outcome, run, ms });
    }
  }

  /** The sources of all runs so far, in order. */
  get sources(): readonly string[] {
    return this.sent.filter(isCode).map(({ source }) => source);
  }
}

function isCode(command: Command): command is CodeCommand {
  return command.type === "run" || command.type === "check";
}

export function cellId(id: string): CellId {
  return v.parse(CellId, id);
}

export function runId(id: number): RunId {
  return v.parse(RunId, id);
}

interface CellOptions {
  readonly source?: string;
  readonly manual?: boolean;
  /** Makes it the cell of an exercise. */
  readonly checks?: readonly string[];
  readonly names?: Partial<CellNames>;
}

/** A cell whose source is its id by default. */
export function define(id: string, options: CellOptions = {}): Cell {
  const { source = id, manual = false, checks, names = {} } = options;
  const exercise = checks === undefined ? null : { id: `${id}-exercise`, checks, uses: [], solution: null };
  return { id: cellId(id), source, manual, hiddenCode: false, ...NO_NAMES, ...names, exercise };
}

/** Lets chains of promises settle. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
