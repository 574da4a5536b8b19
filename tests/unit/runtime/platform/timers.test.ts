import { beforeEach, describe, expect, test } from "vitest";
import type { CellId, RunId } from "../../../../src/protocol/ids.ts";
import {
  Activity,
  currentActivity,
  latestActivity,
  resume,
  setForeground,
} from "../../../../src/runtime/platform/activity.ts";
import { createTimers } from "../../../../src/runtime/platform/timers.ts";

const platformSetTimeout = globalThis.setTimeout;
const wait = (ms = 0): Promise<void> => new Promise((resolve) => platformSetTimeout(resolve, ms));
const activity = (run: number): Activity => new Activity(run as RunId, `cell${run}` as CellId);

let first: Activity;
let second: Activity;
let errors: [Activity, unknown][];
const requestFrame = (callback: FrameRequestCallback): number => {
  void wait().then(() => callback(5));
  return 1;
};
const timers = createTimers(requestFrame, (of, thrown) => errors.push([of, thrown]));

beforeEach(() => {
  first = activity(1);
  second = activity(2);
  errors = [];
  setForeground(first);
});

/** Runs the callback in a timer of the first activity, when the second is in the foreground. */
function inTheBackground(callback: () => void): void {
  timers.setTimeout(callback, 0);
  setForeground(second);
}

test.each([undefined, null, 5])("a timer of %s is refused: perhaps its function was called", (handler) => {
  expect(() => timers.setTimeout(handler, 0)).toThrow(/^setTimeout needs a function.*without parentheses/);
  expect(() => timers.setInterval(handler, 0)).toThrow(/^setInterval needs a function/);
});

describe("a timer", () => {
  test("belongs to the run that set it, with all that it sets in turn", async () => {
    const owners: Activity[] = [];
    const note = (): number => owners.push(currentActivity());
    await new Promise<void>((resolve) =>
      inTheBackground(() => {
        note();
        queueMicrotask(note);
        timers.queueMicrotask(note);
        void (async () => {
          await null;
          note();
        })();
        timers.setTimeout(() => {
          note();
          resolve();
        }, 0);
        expect(first.timers).toBe(1);
      }),
    );
    expect(owners).toEqual([first, first, first, first, first]);
    expect(first.timers).toBe(0);
    // The mark is removed by a message.
    while (currentActivity() !== second) await wait();
  });

  test("hands its values over, and repeats until it is cleared", async () => {
    const calls: unknown[][] = [];
    const id = await new Promise<number>((resolve) => {
      const interval = timers.setInterval(
        (...values: unknown[]) => {
          calls.push(values);
          if (calls.length === 3) resolve(interval);
        },
        1,
        "a",
        2,
      );
    });
    expect(first.timers).toBe(1);
    timers.clearTimeout(id);
    expect(first.timers).toBe(0);
    const { length } = calls;
    await wait(20);
    expect(calls).toHaveLength(length);
    expect(calls[0]).toEqual(["a", 2]);
  });

  test("that throws is reported with its run", async () => {
    inTheBackground(() => {
      throw new RangeError("late");
    });
    while (errors.length === 0) await wait();
    expect(errors).toEqual([[first, new RangeError("late")]]);
  });

  test("evaluates a text as code, as in every browser", async () => {
    timers.setTimeout("globalThis.fromText = 7", 0);
    while (first.timers > 0) await wait();
    expect(Reflect.get(globalThis, "fromText")).toBe(7);
    Reflect.deleteProperty(globalThis, "fromText");
  });

  test("ends with a stop, after which its run cannot set another", async () => {
    let calls = 0;
    timers.setInterval(() => (calls += 1), 0);
    timers.setTimeout(() => (calls += 1), 0);
    timers.requestAnimationFrame(() => (calls += 1));
    expect(first.timers).toBe(3);
    first.requestStop();
    expect(first.timers).toBe(0);
    await wait(20);
    expect(calls).toBe(0);
    expect(() => timers.setTimeout(() => undefined, 0)).toThrow("The cell was stopped.");
    setForeground(second);
    timers.clearTimeout(timers.setTimeout(() => undefined, 0));
  });
});

test("a frame belongs to the run that requested it, and can be cancelled", async () => {
  const times: unknown[] = [];
  timers.cancelAnimationFrame(timers.requestAnimationFrame(() => times.push("cancelled")));
  timers.requestAnimationFrame((time) => times.push(time, currentActivity()));
  setForeground(second);
  while (first.timers > 0) await wait();
  expect(times).toEqual([5, first]);
});

test("trainings are waited for, timers are not", async () => {
  timers.setInterval(() => undefined, 1000);
  await first.trainingsEnded();
  const ends = [0, 1].map(() => first.begin({ type: "training", cancel: () => undefined }));
  let hasEnded = false;
  const ended = first.trainingsEnded().then(() => {
    hasEnded = true;
  });
  ends[0]?.();
  ends[0]?.();
  await wait();
  expect([hasEnded, first.trainings]).toEqual([false, 1]);
  ends[1]?.();
  await ended;
  first.requestStop();
});

test("a rejection is reported after its task, whose run is still known", async () => {
  setForeground(second);
  resume(first);
  expect(latestActivity()).toBe(first);
  resume(second);
  expect([currentActivity(), latestActivity()]).toEqual([second, first]);
  while (latestActivity() !== second) await wait();
});
