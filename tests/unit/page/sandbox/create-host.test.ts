import { describe, expect, it } from "vitest";
import type { Connection, ConnectionListener } from "../../../../src/page/sandbox/connection.ts";
import { createHost } from "../../../../src/page/sandbox/create-host.ts";
import type { RuntimeEnd } from "../../../../src/page/sandbox/host-state.ts";
import type { Command } from "../../../../src/protocol/command.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { cellId, runId, settle } from "../notebook/scripted-host.ts";

class FakeConnection implements Connection {
  readonly sent: Command[] = [];
  isClosed = false;
  answers = true;
  readonly listener: ConnectionListener;

  constructor(listener: ConnectionListener) {
    this.listener = listener;
  }

  readonly send = (command: Command): void => {
    this.sent.push(command);
  };
  readonly isAlive = async (): Promise<boolean> => this.answers;
  readonly close = (): void => {
    this.isClosed = true;
  };
}

/** A host over fake connections, whose timers the test fires. */
function open(load: () => Promise<void> = async () => undefined) {
  const connections: FakeConnection[] = [];
  const timers: { readonly ms: number; readonly callback: () => void }[] = [];
  const events: RuntimeEvent[] = [];
  const ends: RuntimeEnd[] = [];
  const host = createHost({
    async load() {
      await load();
      return (listener) => {
        const connection = new FakeConnection(listener);
        connections.push(connection);
        return connection;
      };
    },
    now: () => 0,
    later: (callback, ms) => timers.push({ ms, callback }),
    isHidden: () => false,
  });
  host.onEvent((event) => events.push(event));
  host.onRuntimeEnd((end) => ends.push(end));
  const connection = (index = 0): FakeConnection => {
    const found = connections[index];
    if (found === undefined) throw new Error(`There is no connection ${index}.`);
    return found;
  };
  const emit = (event: RuntimeEvent, index = 0) => connection(index).listener.onEvent(event);
  /** Fires the timers that wait for `ms`. */
  const fire = async (ms: number) => {
    const due = timers.filter((timer) => timer.ms === ms);
    for (const timer of due) timers.splice(timers.indexOf(timer), 1);
    for (const { callback } of due) callback();
    await settle();
  };
  const boot = async () => {
    const started = host.start();
    await settle();
    emit({ type: "ready", backend: "cpu", reason: "" }, connections.length - 1);
    await started;
  };
  return { host, connections, connection, events, ends, emit, fire, boot };
}

const code = { type: "run", cell: cellId("a"), source: "1" } as const;
const done = (run: number): RuntimeEvent => ({ type: "done", run: runId(run), ms: 1 });
const output = (run: number): RuntimeEvent => ({
  type: "output",
  run: runId(run),
  output: { type: "text", stream: "log", text: "hello" },
});

describe("the host", () => {
  it("loads nothing before it is started, and starts once", async () => {
    const page = open();
    expect(page.host.status.value).toBe("off");
    const first = page.host.start();
    const second = page.host.start();
    await settle();
    page.emit({ type: "ready", backend: "cpu", reason: "" });
    await Promise.all([first, second]);
    expect(page.connections).toHaveLength(1);
    expect(page.host.status.value).toBe("ready");
  });

  it("rejects the start with the reason when the runtime cannot be loaded", async () => {
    const page = open(() => Promise.reject(new Error("Couldn't load the runtime.")));
    await expect(page.host.start()).rejects.toThrow("Couldn't load the runtime.");
    expect(page.host.status.value).toBe("lost");
  });

  it("opens no frame for a runtime that was ended while it was loading", async () => {
    const page = open();
    const started = page.host.start();
    page.host.end({ type: "restarted" });
    await expect(started).rejects.toThrow("The runtime was restarted.");
    const again = page.host.start();
    await settle();
    expect(page.connections).toHaveLength(1);
    page.emit({ type: "ready", backend: "cpu", reason: "" });
    await again;
  });

  it("numbers the runs, and delivers the end of the current one only, and late outputs of others", async () => {
    const page = open();
    await page.boot();
    expect(page.host.run(code)).toBe(1);
    page.emit(done(1));
    expect(page.host.run({ ...code, type: "check" })).toBe(2);
    page.emit(done(1));
    page.emit(output(1));
    page.emit(output(2));
    expect(page.connection().sent).toEqual([
      { ...code, run: 1 },
      { ...code, type: "check", run: 2 },
    ]);
    expect(page.events.slice(1)).toEqual([done(1), output(1), output(2)]);
  });

  it("removes the frame when a run that is asked to stop is silent for long", async () => {
    const page = open();
    await page.boot();
    page.host.run(code);
    page.host.stop();
    expect(page.connection().sent.at(-1)).toEqual({ type: "stop", run: 1 });
    for (let tick = 1; tick < 10; tick += 1) await page.fire(500);
    expect(page.connection().isClosed).toBe(false);
    await page.fire(500);
    expect(page.connection().isClosed).toBe(true);
    expect(page.ends).toEqual([{ type: "stopped" }]);
  });

  it("keeps the frame while the runtime is not silent, and when the run has stopped", async () => {
    const page = open();
    await page.boot();
    page.host.run(code);
    page.host.stop();
    for (let tick = 0; tick < 30; tick += 1) {
      page.emit({ type: "heartbeat", stepMs: 1 });
      await page.fire(500);
    }
    expect(page.host.status.value).toBe("ready");
    page.emit({ type: "stopped", run: runId(1), ms: 1 });
    for (let tick = 0; tick < 30; tick += 1) await page.fire(500);
    expect(page.host.status.value).toBe("ready");
  });

  it("detects a frame that no longer answers", async () => {
    const page = open();
    await page.boot();
    await page.fire(3000);
    expect(page.host.status.value).toBe("ready");
    page.connection().answers = false;
    await page.fire(3000);
    expect(page.ends).toMatchObject([{ type: "crashed" }]);
  });

  it("reports a flood as the end of the runtime", async () => {
    const page = open();
    await page.boot();
    page.connection().listener.onRuntimeEnd({ type: "flooded", message: "Too much." });
    expect(page.ends).toEqual([{ type: "flooded", message: "Too much." }]);
    expect(page.connection().isClosed).toBe(true);
  });
});
