import { afterEach, describe, expect, test } from "vitest";
import {
  areBuiltInsLost,
  guarded,
  replacedBuiltIns,
  withBuiltIns,
} from "../../../../src/runtime/platform/built-ins.ts";
import { asNative, firstOf, isPromise } from "../../../../src/runtime/platform/promises.ts";

let undo: (() => void)[] = [];

/** Replaces a member, as a cell does, until the end of the test. */
function replace(object: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
  const original = Reflect.getOwnPropertyDescriptor(object, key);
  undo = [
    () => {
      if (original === undefined) Reflect.deleteProperty(object, key);
      else Reflect.defineProperty(object, key, original);
    },
    ...undo,
  ];
  Reflect.defineProperty(object, key, { configurable: true, ...descriptor });
}

function putBack(): void {
  for (let index = 0; index < undo.length; index += 1) undo[index]?.();
  undo = [];
}

afterEach(putBack);

/** What `action` returns between a patch and its undoing: nothing else runs with it. */
function patched<Result>(object: object, key: PropertyKey, value: unknown, action: () => Result): Result {
  replace(object, key, { value, writable: true });
  try {
    return action();
  } finally {
    putBack();
  }
}

const nothing = (): undefined => undefined;

describe("the runtime's own work", () => {
  test.each<[string, object, PropertyKey, () => unknown, unknown]>([
    ["Array.prototype.push", Array.prototype, "push", () => [1].concat([2]).push(3), 3],
    ["Array.prototype[Symbol.iterator]", Array.prototype, Symbol.iterator, () => [...[1, 2]].length, 2],
    ["String.prototype.split", String.prototype, "split", () => "a,b".split(",").length, 2],
    ["Promise.prototype.then", Promise.prototype, "then", () => typeof Promise.resolve().then(), "object"],
    ["JSON.stringify", JSON, "stringify", () => JSON.stringify([1]), "[1]"],
    ["Map.prototype.get", Map.prototype, "get", () => new Map([[1, 2]]).get(1), 2],
    ["Reflect.get", Reflect, "get", () => Reflect.get({ a: 1 }, "a"), 1],
  ])("does not use what a cell made of %s", (name, object, key, work, expected) => {
    const seen = patched(object, key, nothing, () => {
      const result = withBuiltIns(work);
      const isStillPatched = Reflect.getOwnPropertyDescriptor(object, key)?.value === nothing;
      const names = replacedBuiltIns();
      return { result, isStillPatched, name: names[0], count: names.length };
    });
    expect(seen).toEqual({
      result: expected,
      isStillPatched: true,
      name,
      count: 1,
    });
  });

  test("does not use what it checks rarely either, if it is thorough", () => {
    const get = (): string =>
      patched(String.prototype, "normalize", nothing, () => withBuiltIns(() => "a".normalize(), true));
    expect(get()).toBe("a");
  });

  test("inherits nothing that a cell gives to all objects", () => {
    const seen = patched(Object.prototype, "get", nothing, () =>
      withBuiltIns(() => Object.defineProperty({}, "a", { value: 1 })),
    );
    expect(Reflect.get(seen, "a")).toBe(1);
    expect(
      patched(
        Object.prototype,
        "toJSON",
        () => "forged",
        () => withBuiltIns(() => JSON.stringify({})),
      ),
    ).toBe("{}");
  });

  test("does not stumble over a getter that throws, or a member that is gone", () => {
    replace(Array.prototype, "map", {
      get() {
        throw new Error("no");
      },
    });
    const mapped = withBuiltIns(() => [1].map(String));
    putBack();
    expect(mapped).toEqual(["1"]);
    const { filter } = Array.prototype;
    Reflect.deleteProperty(Array.prototype, "filter");
    const filtered = withBuiltIns(() => [1, 0].filter(Boolean));
    const isGone = !("filter" in Array.prototype);
    replace(Array.prototype, "filter", { value: filter, writable: true });
    undo = [];
    expect([filtered, isGone]).toEqual([[1], true]);
  });

  test("puts the cell's members back when it throws, and names none when there are none", () => {
    const isBack = patched(Array.prototype, "push", nothing, () => {
      try {
        withBuiltIns(() => {
          throw new Error("no");
        });
      } catch {
        return Object.is(Array.prototype.push, nothing);
      }
    });
    expect(isBack).toBe(true);
    expect(replacedBuiltIns()).toEqual([]);
    expect(areBuiltInsLost()).toBe(false);
  });

  test("names what a cell gives to all objects, but no methods that it adds to lists", () => {
    replace(Object.prototype, "extra", { value: 1, enumerable: true, writable: true });
    replace(Array.prototype, "second", { value: nothing, enumerable: true, writable: true });
    const names = replacedBuiltIns();
    putBack();
    expect(names).toEqual(["Object.prototype.extra"]);
  });

  test("may be that of functions that cells call", () => {
    const { lines, join } = guarded({ lines: 3, join: (...parts: string[]) => parts.join("-") });
    const joined = patched(Array.prototype, "join", nothing, () => join("a", "b"));
    expect([joined, lines, join.name]).toEqual(["a-b", 3, "join"]);
  });
});

describe("promises", () => {
  test("are waited for without what a cell has made of then and constructor", async () => {
    replace(Promise.prototype, "then", { value: () => new Promise(() => undefined), writable: true });
    replace(Promise.prototype, "constructor", { value: nothing, writable: true });
    const first = firstOf(new Promise<number>(() => undefined), (async () => 5)());
    putBack();
    expect(await first).toBe(5);
    expect(Reflect.getOwnPropertyDescriptor(asNative(first), "constructor")?.value).toBe(Promise);
  });

  test("are distinguished from objects that only look like one", () => {
    const angry = new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw new Error("no");
        },
      },
    );
    expect([Promise.resolve(), (async () => 1)(), [], null, 5, angry].map(isPromise)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
