import { afterEach, beforeEach, expect, test } from "vitest";
import { limitReject } from "../../../../src/runtime/platform/rejections.ts";

/** What nothing has handled. */
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
let before: NodeJS.UnhandledRejectionListener[] = [];

// In place of Vitest's own, which would fail the run.
beforeEach(() => {
  before = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", note);
});
afterEach(() => {
  process.removeAllListeners("unhandledRejection");
  for (const listener of before) process.on("unhandledRejection", listener);
  unhandled.length = 0;
});

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

test("of promises that are rejected without a pause, only the first are reported", async () => {
  const { reject } = limitReject(3);
  for (let turn = 1; turn <= 10_000; turn += 1) void reject.call(Promise, turn);
  await nextTask();
  expect(unhandled).toEqual([1, 2, 3]);
});

test("each interval has the whole limit", async () => {
  const { reject, renew } = limitReject(2);
  for (const reason of ["a", "b", "c"]) void reject.call(Promise, reason);
  renew();
  void reject.call(Promise, "d");
  await nextTask();
  expect(unhandled).toEqual(["a", "b", "d"]);
});

test("what is rejected above the limit still reaches those who wait for it", async () => {
  const { reject } = limitReject(0);
  await expect(reject.call(Promise, new Error("x"))).rejects.toThrow("x");
  class Other extends Promise<unknown> {}
  const other = reject.call(Other as PromiseConstructor, 1);
  expect(other).toBeInstanceOf(Other);
  await expect(other).rejects.toBe(1);
  expect(() => new (reject as unknown as new () => unknown)()).toThrow(TypeError);
});
