import { beforeEach, expect, test } from "vitest";
import { Activity, currentActivity, setForeground } from "../../../../src/runtime/platform/activity.ts";
import { block } from "../../../../src/runtime/platform/captured.ts";
import { afterPause, awaited, isPauseDue, pause } from "../../../../src/runtime/platform/pauses.ts";
import { turn } from "../../../../src/runtime/platform/rejections.ts";

beforeEach(async () => {
  setForeground(new Activity(null, null));
  await new Promise((resolve) => setTimeout(resolve, 0));
});

test("what is awaited is the value itself, at first", async () => {
  const promise = Promise.resolve(1);
  expect(awaited(promise)).toBe(promise);
  // In a task of its own: this one may take long on a busy machine.
  await turn();
  expect(awaited(2)).toBe(2);
});

test("what is rejected during a pause still throws, and is not reported", async () => {
  awaited(null);
  block(60);
  const promise = Promise.reject(new Error("late"));
  const paused = awaited(promise);
  expect(paused).not.toBe(promise);
  await expect(paused).rejects.toThrow("late");
});

test("what follows a pause belongs to the run that was paused", async () => {
  const first = new Activity(null, null);
  setForeground(first);
  awaited(null);
  block(60);
  const paused = awaited(null);
  setForeground(new Activity(null, null));
  await paused;
  expect(currentActivity()).toBe(first);
});

test("code of a run that was stopped and is over does not go on", async () => {
  const activity = new Activity(null, null);
  setForeground(activity);
  let turns = 0;
  const loop = async (): Promise<void> => {
    for (;;) {
      await awaited(null);
      block(10);
      turns += 1;
    }
  };
  void loop();
  activity.requestStop();
  activity.end();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(turns).toBeGreaterThan(0);
  const before = turns;
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(turns).toBe(before);
});

test("a pause is due after a while, and ends in another task", async () => {
  await turn();
  expect(isPauseDue()).toBe(false);
  block(60);
  expect(isPauseDue()).toBe(true);
  await pause();
  expect(isPauseDue()).toBe(false);
});

test("what comes after a pause is part of the run that was paused, and ends with it", async () => {
  const activity = new Activity(null, null);
  setForeground(activity);
  const owners: Activity[] = [];
  const note = (): number => owners.push(currentActivity());
  afterPause(note);
  setForeground(new Activity(null, null));
  await turn();
  expect(owners).toEqual([activity]);
  setForeground(activity);
  afterPause(note);
  activity.requestStop();
  activity.end();
  await turn();
  expect(owners).toEqual([activity]);
});

test("what a training awaits goes on after a stop, so that it can end", async () => {
  const activity = new Activity(null, null);
  setForeground(activity);
  const end = activity.begin({ type: "training", cancel: () => undefined });
  activity.end();
  activity.requestStop();
  await pause();
  end();
  let isOver = false;
  void pause().then(() => {
    isOver = true;
  });
  await turn();
  expect(isOver).toBe(false);
});
