import { describe, expect, it } from "vitest";
import {
  type HostAction,
  type HostState,
  isAwaitingStop,
  isWanted,
  reduce,
  SILENCE_TICK_MS,
} from "../../../../src/page/sandbox/host-state.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { runId } from "../notebook/scripted-host.ts";

const received = (event: RuntimeEvent, now = 0): HostAction => ({ type: "received", event, now });
const isReady = received({ type: "ready", backend: "wasm", reason: "no GPU" });
const run = (id: number): HostAction => ({ type: "run", run: runId(id) });
const done = (id: number): RuntimeEvent => ({ type: "done", run: runId(id), ms: 1 });
const stopped: HostAction = { type: "end", end: { type: "stopped" } };
const after = (...actions: readonly HostAction[]): HostState => actions.reduce(reduce, { type: "off" });

const start: HostAction = { type: "start" };

describe("the host's state", () => {
  it("goes from off through booting to ready", () => {
    expect(after(start)).toEqual({ type: "booting" });
    expect(after(start, isReady)).toMatchObject({ type: "ready", backend: { name: "wasm" }, run: null });
  });

  it("does not start a runtime twice", () => {
    const ready = after(start, isReady);
    expect(reduce(ready, start)).toBe(ready);
    const booting = after(start);
    expect(reduce(booting, start)).toBe(booting);
  });

  it("is lost when the boot fails, and can start again", () => {
    const lost = after(start, received({ type: "boot-failed", message: "No WASM." }));
    expect(lost).toEqual({ type: "lost", end: { type: "crashed", message: "No WASM." }, backend: null });
    expect(reduce(lost, start)).toEqual({ type: "booting" });
  });

  it("is lost when the runtime gives up under a flood", () => {
    const lost = after(start, isReady, run(1), received({ type: "flooded", message: "Too many." }));
    expect(lost).toMatchObject({ type: "lost", end: { type: "flooded", message: "Too many." } });
  });

  it("keeps the first reason for the end, and ends no runtime that was not started", () => {
    const lost = after(start, isReady, stopped);
    expect(reduce(lost, { type: "end", end: { type: "restarted" } })).toBe(lost);
    expect(after(stopped)).toEqual({ type: "off" });
  });

  it("keeps the last backend when the runtime is lost, and forgets it when a new one boots", () => {
    const changed = received({ type: "backend", backend: "webgl", reason: "faster" });
    const lost = after(start, isReady, changed, stopped);
    expect(lost).toMatchObject({ backend: { name: "webgl", reason: "faster" } });
    expect(reduce(lost, start)).toEqual({ type: "booting" });
  });

  it("runs code until its own end comes", () => {
    const running = after(start, isReady, run(2));
    expect(running).toMatchObject({ run: 2 });
    expect(reduce(running, received(done(1)))).toMatchObject({ run: 2 });
    expect(reduce(running, received(done(2)))).toMatchObject({ run: null });
    expect(after(start, run(1))).toEqual({ type: "booting" });
  });

  it("refuses the end of an earlier run, but not what it shows later", () => {
    const running = after(start, isReady, run(2));
    expect(isWanted(running, done(1))).toBe(false);
    expect(isWanted(running, done(2))).toBe(true);
    expect(isWanted(running, { type: "work", run: runId(1), timers: 1, trainings: 0 })).toBe(true);
    expect(isWanted(running, { type: "heartbeat", stepMs: 1 })).toBe(true);
    expect(isWanted(after(start, isReady, run(2), received(done(2))), done(2))).toBe(false);
  });

  const stop: HostAction = { type: "stop" };
  const silence = (ms: number): HostAction[] =>
    Array.from({ length: ms / SILENCE_TICK_MS }, () => ({ type: "silence-tick", run: runId(1) }));
  const heartbeat = (stepMs: number): HostAction => received({ type: "heartbeat", stepMs });

  it("ends a runtime that is silent for long when its run was asked to stop", () => {
    const stopping = [start, isReady, run(1), stop];
    expect(after(...stopping, ...silence(4500))).toMatchObject({ type: "ready" });
    expect(after(...stopping, ...silence(5000))).toMatchObject({ type: "lost", end: { type: "stopped" } });
  });

  it("waits as long as it takes for a run that is about to stop, since its runtime is not silent", () => {
    const alive = [...silence(4500), heartbeat(0), ...silence(4500), heartbeat(0), ...silence(4500)];
    expect(after(start, isReady, run(1), stop, ...alive)).toMatchObject({ type: "ready" });
  });

  it("does not wait for a run that only prints, since code that never yields can", () => {
    const output = { type: "text", stream: "log", text: "x" } as const;
    const prints = received({ type: "output", run: runId(1), output });
    const stopping = after(start, isReady, run(1), stop, ...silence(4500), prints, prints);
    expect(stopping).toMatchObject({ type: "ready" });
    expect(silence(500).reduce(reduce, stopping)).toMatchObject({ type: "lost", end: { type: "stopped" } });
  });

  it("takes no run for silent that takes long for each training step", () => {
    const training = [start, isReady, run(1), heartbeat(4000), stop];
    expect(after(...training, ...silence(11_500))).toMatchObject({ type: "ready" });
    expect(after(...training, ...silence(12_000))).toMatchObject({ type: "lost" });
  });

  it("does not count the silence of a run that was not asked to stop, or has ended", () => {
    expect(after(start, isReady, run(1), ...silence(9000))).toMatchObject({ type: "ready" });
    const next = after(start, isReady, run(1), stop, received(done(1)), run(2), ...silence(9000));
    expect(next).toMatchObject({ type: "ready", run: 2 });
    expect(isAwaitingStop(next, runId(2))).toBe(false);
    expect(after(start, isReady, stop)).toMatchObject({ silence: null });
  });

  it("is lost when the frame does not answer, also while it boots", () => {
    const dead: HostAction = { type: "probed", isAlive: false, now: 1 };
    expect(after(start, dead)).toMatchObject({ type: "lost", end: { type: "crashed" } });
    expect(after(start, isReady, run(1), dead)).toMatchObject({ type: "lost", end: { type: "crashed" } });
  });

  it("is lost after a long silence, unless a run is in progress", () => {
    const at = (now: number): HostAction => ({ type: "probed", isAlive: true, now });
    expect(after(start, isReady, at(20_000))).toMatchObject({ type: "ready" });
    expect(after(start, isReady, at(20_001))).toMatchObject({ type: "lost", end: { type: "crashed" } });
    expect(after(start, isReady, run(1), at(99_000))).toMatchObject({ type: "ready" });
    expect(after(start, isReady, received(done(1), 15_000), at(30_000))).toMatchObject({ type: "ready" });
    expect(after(start, at(99_000))).toEqual({ type: "booting" });
  });
});
