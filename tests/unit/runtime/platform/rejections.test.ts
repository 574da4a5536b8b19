import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  endOnOverflow,
  isExcess,
  limitedExecutor,
  limitedFunctions,
  limitThen,
  MAXIMUM_REJECTIONS,
  turn,
} from "../../../../src/runtime/platform/rejections.ts";

interface Promises extends PromiseConstructor {
  readonly try: (action: (...values: unknown[]) => unknown, ...values: unknown[]) => Promise<unknown>;
  readonly withResolvers: () => { promise: Promise<unknown>; reject: (reason: unknown) => void };
}

/** `Promise` as cells have it, and as a compiled cell uses its constructor. */
const Limited: Promises = Object.assign(class extends Promise<unknown> {}, limitedFunctions()) as never;
const create = (executor: unknown): Promise<unknown> =>
  new Promise(limitedExecutor(Promise, executor) as never);

/** `then` as it is in Firefox. */
const limitedThen = (() => {
  const holder = {};
  limitThen(holder);
  return Reflect.get(holder, "then") as (...callbacks: unknown[]) => Promise<unknown>;
})();
const then = (promise: Promise<unknown>, ...callbacks: unknown[]): Promise<unknown> =>
  Reflect.apply(limitedThen, promise, callbacks);

/** An async function as a compiled cell has it. */
async function fail(reason: unknown): Promise<void> {
  if (isExcess()) await turn();
  throw reason;
}

/** What nothing has handled. */
const unhandled: unknown[] = [];
/** How much of it in each task. */
const inTasks: number[] = [];
let isNewTask = true;

function note(reason: unknown): void {
  unhandled.push(reason);
  if (isNewTask)
    queueMicrotask(() => {
      isNewTask = true;
    });
  inTasks.push(1 + (isNewTask ? 0 : (inTasks.pop() ?? 0)));
  isNewTask = false;
}

let before: NodeJS.UnhandledRejectionListener[] = [];

// In place of Vitest's own, which would fail the run.
beforeEach(async () => {
  // In a task of its own, in which nothing is rejected yet.
  await nextTask();
  await turn();
  before = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", note);
});
afterEach(() => {
  process.removeAllListeners("unhandledRejection");
  for (const listener of before) process.on("unhandledRejection", listener);
  unhandled.length = 0;
  inTasks.length = 0;
});
afterAll(() => endOnOverflow(() => undefined));

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0));

const has = (name: "try" | "withResolvers"): boolean => name in limitedFunctions();

/** The ways in which code without a pause rejects promises. */
const WAYS: readonly (readonly [name: string, isThere: boolean, reject: (reason: unknown) => unknown])[] = [
  ["Promise.reject", true, (reason) => Limited.reject(reason)],
  ["an async function", true, fail],
  [
    "a callback",
    true,
    (reason) =>
      then(Promise.resolve(), () => {
        throw reason;
      }),
  ],
  ["a promise that it is derived from", true, (reason) => then(Promise.reject(reason), () => 1)],
  [
    "an executor",
    true,
    (reason) => create((_: unknown, reject: (reason: unknown) => void) => reject(reason)),
  ],
  [
    "an executor that throws",
    true,
    (reason) =>
      create(() => {
        throw reason;
      }),
  ],
  [
    "Promise.try",
    has("try"),
    (reason) =>
      Limited.try(() => {
        throw reason;
      }),
  ],
  [
    "Promise.withResolvers",
    has("withResolvers"),
    (reason) => {
      const { promise, reject } = Limited.withResolvers();
      reject(reason);
      return promise;
    },
  ],
];

describe.each(WAYS.filter(([, isThere]) => isThere))("promises that are rejected by %s", (_, __, reject) => {
  test("without a pause are reported no more than up to the limit in one task", async () => {
    for (let count = 0; count < 3 * MAXIMUM_REJECTIONS; count += 1) void reject(count);
    expect(unhandled).toEqual([]);
    await nextTask();
    expect(Math.max(...inTasks)).toBeLessThanOrEqual(2 * MAXIMUM_REJECTIONS);
    expect(unhandled.slice(0, MAXIMUM_REJECTIONS)).toEqual(
      Array.from({ length: MAXIMUM_REJECTIONS }, (_, index) => index),
    );
    // Behind all that was postponed.
    await turn();
    await nextTask();
  });

  test("without a pause reach all who wait for them", async () => {
    const count = 3 * MAXIMUM_REJECTIONS;
    const promises = Array.from({ length: count }, (_, index) => reject(index));
    const settled = await Promise.allSettled(promises);
    expect(settled.map((result) => result.status === "rejected" && result.reason)).toEqual(
      Array.from({ length: count }, (_, index) => index),
    );
    expect(unhandled).toEqual([]);
  });

  test("one after another are handled as ever", async () => {
    let caught = 0;
    for (let turns = 0; turns < 3 * MAXIMUM_REJECTIONS; turns += 1)
      await Promise.resolve(reject(turns)).catch(() => {
        caught += 1;
      });
    expect(caught).toBe(3 * MAXIMUM_REJECTIONS);
    expect(unhandled).toEqual([]);
  });
});

/** Their callbacks run only when the code yields. */
const DERIVED: readonly string[] = ["a callback", "a promise that it is derived from"];

describe("a promise whose rejection is postponed", () => {
  test("is settled by the first call, as ever", async () => {
    for (let count = 0; count < MAXIMUM_REJECTIONS; count += 1) Limited.reject(count).catch(() => undefined);
    const promise = create((resolve: (value: unknown) => void, reject: (reason: unknown) => void) => {
      reject("first");
      resolve("second");
      reject("third");
    });
    await expect(promise).rejects.toBe("first");
    await expect(
      create((resolve: (value: unknown) => void) => {
        resolve("value");
        throw new Error("after it");
      }),
    ).resolves.toBe("value");
  });

  test.each(WAYS.filter(([name, isThere]) => isThere && !DERIVED.includes(name)))(
    "by %s is the last one of code that leaves hundreds of thousands waiting, and does not yield",
    async (_, __, reject) => {
      let isEnded = false;
      endOnOverflow(() => {
        isEnded = true;
      });
      let count = 0;
      for (; !isEnded && count < 300_000; count += 1)
        void Promise.resolve(reject(count)).catch(() => undefined);
      endOnOverflow(() => undefined);
      expect(isEnded).toBe(true);
      expect(count).toBeGreaterThan(200_000);
      await turn();
    },
  );
});

describe("then", () => {
  test.each<[string, (promise: Promise<unknown>) => unknown, unknown]>([
    ["passes values on", (promise) => then(promise, undefined, () => 2), 1],
    ["calls back with values", (promise) => then(promise, (value: unknown) => [value]), [1]],
    ["adopts promises", (promise) => then(promise, () => Promise.resolve(3)), 3],
    [
      "calls back with reasons",
      (promise) =>
        then(
          then(promise, () => Promise.reject(4)),
          null,
          (reason: unknown) => [reason],
        ),
      [4],
    ],
  ])("%s", async (_, derive, expected) => {
    expect(await derive(Promise.resolve(1))).toEqual(expected);
  });

  test("takes as long as the language's own, and derives promises of the same class", async () => {
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const ready = Promise.resolve();
    then(then(ready, note("a1")), note("a2"));
    ready.then(note("b1")).then(note("b2"));
    then(
      then(ready, () => ready),
      note("a4"),
    );
    ready.then(() => ready).then(note("b4"));
    await nextTask();
    expect(order).toEqual(["a1", "b1", "a2", "b2", "a4", "b4"]);
    class Other extends Promise<unknown> {}
    expect(then(Other.resolve(1))).toBeInstanceOf(Other);
    expect([limitedThen.length, limitedThen.name]).toEqual([2, "then"]);
  });
});

describe("the functions of Promise", () => {
  test("make promises of the class that they are called on", async () => {
    class Other extends Limited<unknown> {}
    const other = Other.reject(1);
    expect(other).toBeInstanceOf(Other);
    await expect(other).rejects.toBe(1);
    const { reject } = limitedFunctions();
    expect(() => new (reject as new () => unknown)()).toThrow(TypeError);
    expect(() => (reject as () => unknown)()).toThrow(TypeError);
    expect(limitedExecutor(Promise, 5)).toBe(5);
    const executor = () => undefined;
    expect(limitedExecutor(Other, executor)).not.toBe(executor);
    for (const maker of [Map, null, class {}]) expect(limitedExecutor(maker, executor)).toBe(executor);
  });
});
