import { signal } from "@preact/signals";
import type { BackendName, BackendRequest } from "../../protocol/backend.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import { loadRuntimeAssets } from "./assets.ts";
import type { Loss, RuntimeHost, RuntimeStatus } from "./host.ts";
import { Inbox } from "./inbox.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";

/** A run that was asked to stop has this long, or three times its last training step, before it is ended. */
const STOP_GRACE_MS = 1000;
const STOP_GRACE_STEPS = 3;
/** How often the frame is asked whether it still lives, and how long it has to answer. */
const PULSE_MS = 3000;
const PULSE_LIMIT_MS = 10_000;
/** The heartbeat of an idle worker comes twice a second; without one for this long it is gone. */
const SILENCE_LIMIT_MS = 20_000;

export interface HostOptions {
  readonly backend: BackendRequest;
}

/** One runtime with all that listens to it and watches over it; `end` is the only way out, and final. */
interface Instance {
  readonly sandbox: Sandbox;
  readonly inbox: Inbox;
  readonly pulse: ReturnType<typeof setInterval>;
  lastHeard: number;
  stepMs: number;
  busy: RunId | null;
  stopping: { readonly run: RunId; readonly timer: ReturnType<typeof setTimeout> } | null;
}

type Starting = { resolve(): void; reject(error: Error): void };

/** Makes the page's side of the wall. Nothing is loaded before `start`. */
export function createHost({ backend: request }: HostOptions): RuntimeHost {
  const status = signal<RuntimeStatus>("off");
  const backend = signal<{ readonly name: BackendName; readonly reason: string } | null>(null);
  const eventListeners = new Set<(event: RuntimeEvent) => void>();
  const lossListeners = new Set<(loss: Loss) => void>();
  let instance: Instance | null = null;
  let starting: { readonly promise: Promise<void>; readonly settle: Starting } | null = null;
  /** Counts runtimes, so that one that was ended while its parts were still loading is not opened. */
  let generation = 0;

  function end(loss: Loss): void {
    generation += 1;
    if (instance !== null) {
      clearInterval(instance.pulse);
      if (instance.stopping !== null) clearTimeout(instance.stopping.timer);
      instance.inbox.close();
      instance.sandbox.remove();
      instance = null;
    }
    if (status.value === "off" || status.value === "lost") return;
    status.value = "lost";
    starting?.settle.reject(new Error(describeLoss(loss)));
    starting = null;
    for (const listener of lossListeners) listener(loss);
  }

  function onEvent(event: RuntimeEvent): void {
    if (instance === null) return;
    instance.lastHeard = performance.now();
    switch (event.type) {
      case "ready":
        backend.value = { name: event.backend, reason: event.reason };
        status.value = "ready";
        starting?.settle.resolve();
        starting = null;
        break;
      case "backend":
        backend.value = { name: event.backend, reason: event.reason };
        break;
      case "boot-failed":
        end({ type: "crashed", message: event.message });
        return;
      case "heartbeat":
        instance.stepMs = event.stepMs;
        break;
      case "done":
      case "failed":
      case "stopped":
        if (instance.busy === event.run) instance.busy = null;
        if (instance.stopping?.run === event.run) {
          clearTimeout(instance.stopping.timer);
          instance.stopping = null;
        }
        break;
      default:
        break;
    }
    for (const listener of eventListeners) listener(event);
  }

  async function open(): Promise<void> {
    const opened = generation;
    const { runtime, wasm } = await loadRuntimeAssets();
    if (opened !== generation) return;
    const inbox = new Inbox({
      onEvent,
      onCredit: (count) => instance?.sandbox.send({ type: "credit", count }),
      onFlood: (message) => end({ type: "flooded", message }),
    });
    const sandbox = openSandbox(
      { runtime, wasm: wasm.slice(0), backend: request },
      {
        onMessage: (message) => inbox.receive(message),
        onWorkerFailed: () => end({ type: "crashed", message: "The runtime crashed." }),
      },
    );
    const pulse = setInterval(() => void checkPulse(), PULSE_MS);
    instance = { sandbox, inbox, pulse, lastHeard: performance.now(), stepMs: 0, busy: null, stopping: null };
  }

  /** A frame whose process died raises no event, and neither does a worker that closed itself. */
  async function checkPulse(): Promise<void> {
    const checked = instance;
    if (checked === null || document.visibilityState === "hidden") return;
    const alive = await checked.sandbox.isAlive(PULSE_LIMIT_MS);
    if (instance !== checked) return;
    const silent = performance.now() - checked.lastHeard > SILENCE_LIMIT_MS;
    if (!alive) end({ type: "crashed", message: "The runtime crashed, perhaps for want of memory." });
    else if (silent && checked.busy === null && status.value === "ready") {
      end({ type: "crashed", message: "The runtime no longer answers." });
    }
  }

  function start(): Promise<void> {
    if (starting !== null) return starting.promise;
    if (status.value === "ready") return Promise.resolve();
    status.value = "booting";
    backend.value = null;
    generation += 1;
    let settle: Starting = { resolve: () => undefined, reject: () => undefined };
    const promise = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    starting = { promise, settle };
    open().catch((error: unknown) => {
      end({ type: "crashed", message: error instanceof Error ? error.message : String(error) });
    });
    return promise;
  }

  return {
    status,
    backend,
    start,
    end,
    send(command) {
      if (instance === null) return;
      if (command.type === "run" || command.type === "check") instance.busy = command.run;
      instance.sandbox.send(command);
    },
    stop(run) {
      if (instance === null) return;
      if (instance.stopping?.run === run) {
        end({ type: "stopped" });
        return;
      }
      instance.sandbox.send({ type: "stop", run });
      const grace = Math.max(STOP_GRACE_MS, STOP_GRACE_STEPS * instance.stepMs);
      instance.stopping = { run, timer: setTimeout(() => end({ type: "stopped" }), grace) };
    },
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
    default:
      return loss.message;
  }
}
