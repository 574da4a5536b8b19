import { assertNever } from "../../protocol/assert-never.ts";
import type { BackendName } from "../../protocol/backend.ts";
import type { Memory, RuntimeEvent } from "../../protocol/event.ts";
import type { RunId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";

/** The backend that computes, and why that one. */
export interface Backend {
  readonly name: BackendName;
  readonly reason: string;
}

/** Why a runtime is gone. */
export type RuntimeEnd =
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
      /** What its tensors take; null before the first heartbeat. */
      readonly memory: Memory | null;
      /** When its last event came. */
      readonly heardAt: number;
      /** How long the run that was asked to stop has not yielded, in ticks of `SILENCE_TICK_MS`; null without one. */
      readonly silence: number | null;
    }
  | { readonly type: "lost"; readonly end: RuntimeEnd; readonly backend: Backend | null };

export type HostAction =
  | { readonly type: "start" }
  | { readonly type: "received"; readonly event: RuntimeEvent; readonly now: number }
  | { readonly type: "run"; readonly run: RunId }
  /** The run is asked to stop. */
  | { readonly type: "stop" }
  /** Time passes while a run that was asked to stop has not ended. */
  | { readonly type: "silence-tick"; readonly run: RunId }
  /** Whether the frame answered when it was asked. */
  | { readonly type: "probed"; readonly isAlive: boolean; readonly now: number }
  | { readonly type: "end"; readonly end: RuntimeEnd };

/** An idle runtime sends a heartbeat twice a second; after this long without one it is gone. */
const SILENCE_LIMIT_MS = 20_000;
/**
 * A run that was asked to stop is ended by force when the runtime has sent nothing but outputs for this long, or for
 * three times its last training step: its code does not yield. (Outputs also come from code that never yields.) The time
 * is counted in ticks, since a page that was busy itself has not read what the runtime sent meanwhile.
 */
export const SILENCE_TICK_MS = 500;
const STOP_SILENCE_MS = 5000;
const STOP_SILENCE_STEPS = 3;

export function reduce(state: HostState, action: HostAction): HostState {
  switch (action.type) {
    case "start":
      return isAlive(state) ? state : { type: "booting" };
    case "received":
      return receive(state, action.event, action.now);
    case "run":
      return state.type === "ready" ? { ...state, run: action.run, silence: null } : state;
    case "stop":
      return state.type === "ready" && state.run !== null ? { ...state, silence: 0 } : state;
    case "silence-tick":
      return isAwaitingStop(state, action.run) ? waitForStop(state) : state;
    case "probed":
      return afterProbe(state, action.isAlive, action.now);
    case "end":
      return endRuntime(state, action.end);
    default:
      return assertNever(action);
  }
}

/** Only the current run can end; an earlier one can still show something. */
export function isWanted(state: HostState, event: RuntimeEvent): boolean {
  switch (event.type) {
    case "done":
    case "failed":
    case "stopped":
      return state.type === "ready" && event.run === state.run;
    default:
      return true;
  }
}

type ReadyState = Extract<HostState, { type: "ready" }>;

/** Whether the run was asked to stop and has not ended. */
export function isAwaitingStop(state: HostState, run: RunId): state is ReadyState {
  return state.type === "ready" && state.run === run && state.silence !== null;
}

function waitForStop(state: ReadyState): HostState {
  const silence = (state.silence ?? 0) + 1;
  const limitMs = Math.max(STOP_SILENCE_MS, STOP_SILENCE_STEPS * state.stepMs);
  return silence * SILENCE_TICK_MS >= limitMs
    ? endRuntime(state, { type: "stopped" })
    : { ...state, silence };
}

export function memoryOf(state: HostState): Memory | null {
  return state.type === "ready" ? state.memory : null;
}

export function backendOf(state: HostState): Backend | null {
  return "backend" in state ? state.backend : null;
}

function isAlive(state: HostState): boolean {
  return state.type === "booting" || state.type === "ready";
}

function endRuntime(state: HostState, end: RuntimeEnd): HostState {
  return isAlive(state) ? { type: "lost", end, backend: backendOf(state) } : state;
}

function receive(state: HostState, event: RuntimeEvent, now: number): HostState {
  if (event.type === "boot-failed") return endRuntime(state, { type: "crashed", message: event.message });
  if (event.type === "flooded") return endRuntime(state, { type: "flooded", message: event.message });
  if (event.type === "ready" && state.type === "booting") {
    return {
      type: "ready",
      backend: backendIn(event),
      run: null,
      stepMs: 0,
      memory: null,
      heardAt: now,
      silence: null,
    };
  }
  if (state.type !== "ready") return state;
  const hasYielded = event.type !== "output";
  const heard = { ...state, heardAt: now, silence: hasYielded && state.silence !== null ? 0 : state.silence };
  switch (event.type) {
    case "ready":
    case "backend":
      return { ...heard, backend: backendIn(event) };
    case "heartbeat":
      return { ...heard, stepMs: event.stepMs, memory: event.memory ?? state.memory };
    case "done":
    case "failed":
    case "stopped":
      return event.run === state.run ? { ...heard, run: null, silence: null } : heard;
    default:
      return heard;
  }
}

function afterProbe(state: HostState, answered: boolean, now: number): HostState {
  if (!answered) {
    const message = words.runtime.crashedMemory;
    return endRuntime(state, { type: "crashed", message });
  }
  const isSilent = state.type === "ready" && state.run === null && now - state.heardAt > SILENCE_LIMIT_MS;
  return isSilent ? endRuntime(state, { type: "crashed", message: words.runtime.unresponsive }) : state;
}

function backendIn({ backend, reason }: Extract<RuntimeEvent, { type: "ready" | "backend" }>): Backend {
  return { name: backend, reason };
}
