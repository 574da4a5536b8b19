import { computed, signal } from "@preact/signals";
import * as v from "valibot";
import { errorMessage } from "../../protocol/error-message.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import { RunId } from "../../protocol/ids.ts";
import type { Connection, ConnectionListener } from "./connection.ts";
import type { RuntimeHost } from "./host.ts";
import {
  backendOf,
  graceMs,
  type HostAction,
  type HostState,
  isCurrent,
  type Loss,
  reduce,
} from "./host-state.ts";

/** How often the frame is asked whether it is alive, and how long it has to answer. */
const CHECK_INTERVAL_MS = 3000;
const CHECK_TIMEOUT_MS = 10_000;

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
  const state = signal<HostState>({ type: "off" });
  const eventListeners = new Set<(event: RuntimeEvent) => void>();
  const lossListeners = new Set<(loss: Loss) => void>();
  let connection: Connection | null = null;
  let starting: PromiseWithResolvers | null = null;
  let runs = 0;

  function dispatch(action: HostAction): void {
    const before = state.peek();
    const after = reduce(before, action);
    state.value = after;
    if (after.type !== before.type) enter(after);
  }

  function enter(entered: HostState): void {
    if (entered.type === "booting") void boot(entered);
    else if (entered.type === "ready") starting?.resolve();
    else if (entered.type === "lost") {
      connection?.close();
      connection = null;
      starting?.reject(new Error(describeLoss(entered.loss)));
      for (const listener of lossListeners) listener(entered.loss);
    }
  }

  async function boot(booting: HostState): Promise<void> {
    try {
      const open = await environment.load();
      // The runtime may have been ended while it was loading.
      if (state.peek() !== booting) return;
      connection = open({ onEvent: receive, onLoss: end });
      watch(connection);
    } catch (error) {
      if (state.peek() === booting) end({ type: "crashed", message: errorMessage(error) });
    }
  }

  function receive(event: RuntimeEvent): void {
    const isWanted = isCurrent(state.peek(), event);
    dispatch({ type: "received", event, now: environment.now() });
    if (!isWanted || event.type === "boot-failed") return;
    for (const listener of eventListeners) listener(event);
  }

  /** Neither a frame whose process died nor a worker that closed itself raises an event: they must be asked. */
  function watch(watched: Connection): void {
    environment.later(async () => {
      if (connection !== watched) return;
      if (!environment.isHidden()) {
        const isAlive = await watched.isAlive(CHECK_TIMEOUT_MS);
        if (connection === watched) dispatch({ type: "checked", isAlive, now: environment.now() });
      }
      if (connection === watched) watch(watched);
    }, CHECK_INTERVAL_MS);
  }

  function end(loss: Loss): void {
    dispatch({ type: "end", loss });
  }

  return {
    status: computed(() => state.value.type),
    backend: computed(() => backendOf(state.value)),
    start() {
      if (state.peek().type === "ready") return Promise.resolve();
      if (state.peek().type !== "booting") starting = withResolvers();
      dispatch({ type: "start" });
      return starting?.promise ?? Promise.resolve();
    },
    run(code) {
      runs += 1;
      const run = v.parse(RunId, runs);
      dispatch({ type: "run", run });
      connection?.send({ ...code, run });
    },
    stop() {
      const current = state.peek();
      if (current.type !== "ready" || current.run === null) return;
      const { run } = current;
      connection?.send({ type: "stop", run });
      environment.later(() => dispatch({ type: "grace-over", run }), graceMs(current));
    },
    send: (command) => connection?.send(command),
    end,
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onLoss(listener) {
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
  };
}

function describeLoss(loss: Loss): string {
  switch (loss.type) {
    case "stopped":
      return "The runtime was stopped.";
    case "restarted":
      return "The runtime was restarted.";
    case "crashed":
    case "flooded":
      return loss.message;
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which browsers have only had since 2024. */
function withResolvers(): PromiseWithResolvers {
  let resolve = (): void => undefined;
  let reject = (_error: Error): void => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
