import * as v from "valibot";
import type { ControlValues } from "../../../../src/protocol/control.ts";
import type { RuntimeEvent } from "../../../../src/protocol/event.ts";
import { CellId, RunId } from "../../../../src/protocol/ids.ts";
import { readEvent } from "../../../../src/protocol/wire.ts";
import { createConsole } from "../../../../src/runtime/output/console.ts";
import { Outbox } from "../../../../src/runtime/output/outbox.ts";
import { Activity, setForeground } from "../../../../src/runtime/platform/activity.ts";
import { createTimers } from "../../../../src/runtime/platform/timers.ts";
import { Session } from "../../../../src/runtime/session/session.ts";
import { installFitPatches, start } from "../start.ts";

type End = Extract<RuntimeEvent, { type: "done" | "failed" | "stopped" }>;

/** A session with the globals of the worker. */
export interface OpenSession {
  readonly session: Session;
  /** All events so far. */
  readonly events: readonly RuntimeEvent[];
  /** Sends the code of a cell, with what the reader has set on its controls. */
  send(cell: string, source: string, controls?: ControlValues): RunId;
  /** Waits for the event that ends the run. */
  ended(run: RunId): Promise<End>;
  /** Runs a cell until it ends. */
  run(cell: string, source: string): Promise<End>;
  stop(run: RunId): void;
  /** Waits for an event that satisfies the test. */
  until<Event extends RuntimeEvent>(test: (event: RuntimeEvent) => event is Event): Promise<Event>;
  /** What the run has printed so far. */
  text(run: RunId): string;
  /** Ends what cells have left behind, and restores the globals of the test. */
  close(): Promise<void>;
}

const platformSetTimeout = globalThis.setTimeout;

export async function openSession(): Promise<OpenSession> {
  await start("wasm");
  const events: RuntimeEvent[] = [];
  const outbox = new Outbox((message) => {
    const event = readEvent(message);
    if (event === null) throw new Error(`The page would drop this: ${message.slice(0, 200)}`);
    events.push(event);
    if (event.type === "output") platformSetTimeout(() => outbox.grant(1), 0);
  });
  await installFitPatches({ report: (output, activity) => outbox.show(output, activity) });
  const session = new Session(outbox);
  const restore = replaceGlobals(session, outbox);
  const heartbeat = setInterval(() => {
    session.tick();
    outbox.flush();
  }, 10);
  let runs = 0;
  /** The last run of each cell. An earlier one ends with it. */
  const latest = new Map<string, RunId>();

  async function until<Event extends RuntimeEvent>(
    test: (event: RuntimeEvent) => event is Event,
  ): Promise<Event> {
    for (;;) {
      const found = events.find(test);
      if (found !== undefined) return found;
      await new Promise((resolve) => platformSetTimeout(resolve, 2));
    }
  }

  const send = (cell: string, source: string, controls: ControlValues = {}): RunId => {
    runs += 1;
    const run = v.parse(RunId, runs);
    latest.set(cell, run);
    session.handle({ type: "run", run, cell: v.parse(CellId, cell), source, controls });
    return run;
  };
  const ended = (run: RunId): Promise<End> =>
    until((event): event is End => isEnd(event) && event.run === run);
  return {
    session,
    events,
    send,
    ended,
    until,
    run: (cell, source) => ended(send(cell, source)),
    stop: (run) => session.handle({ type: "stop", run }),
    text: (run) => printed(events, run),
    async close() {
      for (const run of latest.values()) {
        session.handle({ type: "stop", run });
        await ended(run);
        while (isWorking(events, run)) await new Promise((resolve) => platformSetTimeout(resolve, 2));
      }
      // What they reject is reported in a later task.
      for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => platformSetTimeout(resolve, 0));
      clearInterval(heartbeat);
      restore();
      // Nothing of the next file's belongs to a run of this one.
      setForeground(new Activity(null, null));
    },
  };
}

/** Whether timers or trainings that the run has left behind go on. */
function isWorking(events: readonly RuntimeEvent[], run: RunId): boolean {
  const work = events.findLast((event) => event.type === "work" && event.run === run);
  return work?.type === "work" && work.timers + work.trainings > 0;
}

function isEnd(event: RuntimeEvent): event is End {
  return event.type === "done" || event.type === "failed" || event.type === "stopped";
}

function printed(events: readonly RuntimeEvent[], run: RunId): string {
  return events
    .flatMap((event) => (event.type === "output" && event.run === run ? [event.output] : []))
    .map((output) => (output.type === "text" ? output.text : `<${output.type}>`))
    .join("\n");
}

/** The globals that cells see, and the handlers of the worker. Returns what undoes it. */
function replaceGlobals(session: Session, outbox: Outbox): () => void {
  const timers = createTimers(
    (callback) => {
      platformSetTimeout(() => callback(0), 0);
      return 0;
    },
    (activity, thrown) => session.reportUncaught(thrown, activity),
  );
  const replaced = Object.entries({ console: createConsole(outbox), ...timers }).map(([name, value]) => {
    const original = Reflect.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
    return () => original !== undefined && Object.defineProperty(globalThis, name, original);
  });
  // Vitest would take a cell's rejection for a fault of the test.
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => session.reportUncaught(reason));
  return () => {
    for (const undo of replaced) undo();
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  };
}
