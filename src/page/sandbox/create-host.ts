import { computed, signal } from "@preact/signals";
import * as v from "valibot";
import { assertNever } from "../../protocol/assert-never.ts";
import type { Command } from "../../protocol/command.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { RunId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { Connection, ConnectionListener } from "./connection.ts";
import type { Code, RuntimeHost } from "./host.ts";
import {
  backendOf,
  type HostAction,
  type HostState,
  isAwaitingStop,
  isWanted,
  memoryOf,
  type RuntimeEnd,
  reduce,
  SILENCE_TICK_MS,
} from "./host-state.ts";

/** How often the frame is asked whether it is alive, and how long it has to answer. */
const PROBE_INTERVAL_MS = 3000;
const PROBE_TIMEOUT_MS = 10_000;

/** What the host needs from the page around it. */
export interface HostEnvironment {
  /** Fetches the runtime, and resolves to what starts it. */
  load(): Promise<(listener: ConnectionListener) => Connection>;
  /** In ms. */
  now(): number;
  later(callback: () => void, ms: number): void;
  /** Browsers slow hidden pages down, so that a late answer means nothing. */
  isHidden(): boolean;
}

/** Makes the page's side of the wall. It loads nothing before `start`. */
export function createHost(environment: HostEnvironment): RuntimeHost {
  return new Host(environment);
}

class Host implements RuntimeHost {
  readonly #environment: HostEnvironment;
  readonly #state = signal<HostState>({ type: "off" });
  readonly #eventListeners = new Set<(event: RuntimeEvent) => void>();
  readonly #endListeners = new Set<(end: RuntimeEnd) => void>();
  #connection: Connection | null = null;
  /** Settles the promise of `start`. */
  #starting: PromiseWithResolvers | null = null;
  #runs = 0;

  constructor(environment: HostEnvironment) {
    this.#environment = environment;
  }

  readonly status = computed(() => this.#state.value.type);
  readonly backend = computed(() => backendOf(this.#state.value));
  readonly memory = computed(() => memoryOf(this.#state.value));

  start(): Promise<void> {
    const { type } = this.#state.peek();
    if (type === "ready") return Promise.resolve();
    if (type !== "booting") this.#starting = withResolvers();
    this.#dispatch({ type: "start" });
    return this.#starting?.promise ?? Promise.resolve();
  }

  run(code: Code): RunId {
    this.#runs += 1;
    const run = v.parse(RunId, this.#runs);
    this.#dispatch({ type: "run", run });
    this.#connection?.send({ ...code, run });
    return run;
  }

  stop(): void {
    const state = this.#state.peek();
    if (state.type !== "ready" || state.run === null) return;
    const { run } = state;
    this.#connection?.send({ type: "stop", run });
    this.#dispatch({ type: "stop" });
    this.#countSilence(run);
  }

  #countSilence(run: RunId): void {
    this.#environment.later(() => {
      this.#dispatch({ type: "silence-tick", run });
      if (isAwaitingStop(this.#state.peek(), run)) this.#countSilence(run);
    }, SILENCE_TICK_MS);
  }

  send(command: Command): void {
    this.#connection?.send(command);
  }

  end(end: RuntimeEnd): void {
    this.#dispatch({ type: "end", end });
  }

  onEvent(listener: (event: RuntimeEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  onRuntimeEnd(listener: (end: RuntimeEnd) => void): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  #dispatch(action: HostAction): void {
    const before = this.#state.peek();
    const after = reduce(before, action);
    this.#state.value = after;
    if (after.type !== before.type) this.#enter(after);
  }

  #enter(state: HostState): void {
    switch (state.type) {
      case "off":
        return;
      case "booting":
        void this.#boot(state);
        return;
      case "ready":
        this.#starting?.resolve();
        return;
      case "lost":
        this.#connection?.close();
        this.#connection = null;
        this.#starting?.reject(new Error(describeEnd(state.end)));
        for (const listener of this.#endListeners) listener(state.end);
        return;
      default:
        assertNever(state);
    }
  }

  async #boot(booting: HostState): Promise<void> {
    try {
      const open = await this.#environment.load();
      // The runtime may have been ended while it was loading.
      if (this.#state.peek() !== booting) return;
      this.#connection = open({
        onEvent: (event) => this.#receive(event),
        onRuntimeEnd: (end) => this.end(end),
      });
      this.#watch(this.#connection);
    } catch (error) {
      if (this.#state.peek() === booting) this.end({ type: "crashed", message: errorMessage(error) });
    }
  }

  #receive(event: RuntimeEvent): void {
    const wanted = isWanted(this.#state.peek(), event);
    this.#dispatch({ type: "received", event, now: this.#environment.now() });
    if (!wanted || event.type === "boot-failed" || event.type === "flooded") return;
    for (const listener of this.#eventListeners) listener(event);
  }

  /** Neither a frame whose process died nor a worker that closed itself raises an event, so ask at intervals. */
  #watch(connection: Connection): void {
    this.#environment.later(async () => {
      await this.#probe(connection);
      if (this.#connection === connection) this.#watch(connection);
    }, PROBE_INTERVAL_MS);
  }

  async #probe(connection: Connection): Promise<void> {
    if (this.#connection !== connection || this.#environment.isHidden()) return;
    const isAlive = await connection.isAlive(PROBE_TIMEOUT_MS);
    if (this.#connection !== connection) return;
    this.#dispatch({ type: "probed", isAlive, now: this.#environment.now() });
  }
}

function describeEnd(end: RuntimeEnd): string {
  switch (end.type) {
    case "stopped":
      return words.runtime.stopped;
    case "restarted":
      return words.runtime.restarted;
    case "crashed":
    case "flooded":
      return end.message;
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which older browsers lack. */
function withResolvers(): PromiseWithResolvers {
  let resolve = (): void => undefined;
  let reject = (_error: Error): void => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
