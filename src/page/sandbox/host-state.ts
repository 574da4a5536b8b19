import { assertNever } from "../../protocol/assert-never.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";

/** The backend that computes, and why that one. */
export interface Backend {
  readonly name: BackendName;
  readonly reason: string;
}

/** Why a runtime is gone. */
export type Loss =
  | { readonly type: "stopped" }
  | { readonly type: "restarted" }
  | { readonly type: "crashed"; readonly message: string }
  | { readonly type: "flooded"; readonly message: string };

/** `off`: not started yet. `lost`: crashed, ended by force, or flooded the page; another one can be started. */
export type HostState =
  | { readonly type: "off" }
  | { readonly type: "booting" }
  | {
      readonly type: "ready";
      readonly backend: Backend;
      /** What the runtime is running. */
      readonly run: RunId | null;
      /** How long its last training step took. */
      readonly stepMs: number;
      /** When its last event came. */
      readonly heardAt: number;
    }
  | { readonly type: "lost"; readonly loss: Loss; readonly backend: Backend | null };

export type HostAction =
  | { readonly type: "start" }
  | { readonly type: "received"; readonly event: RuntimeEvent; readonly now: number }
  | { readonly type: "run"; readonly run: RunId }
  /** A run that was asked to stop has had its time. */
  | { readonly type: "grace-over"; readonly run: RunId }
  /** Whether the frame answered when it was asked. */
  | { readonly type: "checked"; readonly isAlive: boolean; readonly now: number }
  | { readonly type: "end"; readonly loss: Loss };

/** An idle runtime sends a heartbeat twice a second; after this long without one it is gone. */
const SILENCE_LIMIT_MS = 20_000;
/** A run that was asked to stop has this long, or three times its last training step. */
const STOP_GRACE_MS = 1000;
const STOP_GRACE_STEPS = 3;

export function reduce(state: HostState, action: HostAction): HostState {
  switch (action.type) {
    case "start":
      return isAlive(state) ? state : { type: "booting" };
    case "received":
      return receive(state, action.event, action.now);
    case "run":
      return state.type === "ready" ? { ...state, run: action.run } : state;
    case "grace-over":
      return state.type === "ready" && state.run === action.run ? lose(state, { type: "stopped" }) : state;
    case "checked":
      return check(state, action.isAlive, action.now);
    case "end":
      return lose(state, action.loss);
    default:
      return assertNever(action);
  }
}

/** Whether the event belongs to the current run, or to none. */
export function isCurrent(state: HostState, event: RuntimeEvent): boolean {
  return !("run" in event) || (state.type === "ready" && event.run === state.run);
}

export function graceMs(state: HostState): number {
  return state.type === "ready" ? Math.max(STOP_GRACE_MS, STOP_GRACE_STEPS * state.stepMs) : 0;
}

export function backendOf(state: HostState): Backend | null {
  return "backend" in state ? state.backend : null;
}

function isAlive(state: HostState): boolean {
  return state.type === "booting" || state.type === "ready";
}

function lose(state: HostState, loss: Loss): HostState {
  return isAlive(state) ? { type: "lost", loss, backend: backendOf(state) } : state;
}

function receive(state: HostState, event: RuntimeEvent, now: number): HostState {
  if (event.type === "boot-failed") return lose(state, { type: "crashed", message: event.message });
  if (event.type === "ready" && state.type === "booting") {
    return { type: "ready", backend: backendIn(event), run: null, stepMs: 0, heardAt: now };
  }
  if (state.type !== "ready") return state;
  const heard = { ...state, heardAt: now };
  switch (event.type) {
    case "ready":
    case "backend":
      return { ...heard, backend: backendIn(event) };
    case "heartbeat":
      return { ...heard, stepMs: event.stepMs };
    case "done":
    case "failed":
    case "stopped":
      return event.run === state.run ? { ...heard, run: null } : heard;
    default:
      return heard;
  }
}

function check(state: HostState, answered: boolean, now: number): HostState {
  if (!answered) {
    const message = "The runtime crashed, possibly because it ran out of memory.";
    return lose(state, { type: "crashed", message });
  }
  const isSilent = state.type === "ready" && state.run === null && now - state.heardAt > SILENCE_LIMIT_MS;
  return isSilent ? lose(state, { type: "crashed", message: "The runtime no longer responds." }) : state;
}

function backendIn({ backend, reason }: Extract<RuntimeEvent, { type: "ready" | "backend" }>): Backend {
  return { name: backend, reason };
}
