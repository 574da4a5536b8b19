import { expect, test } from "vitest";
import { noteThrown, stackOfThrown } from "../../../../src/runtime/platform/thrown.ts";

function throwIn(value: unknown): void {
  noteThrown(value);
}

test.each([1, "text", null, Number.NaN, Symbol.iterator])("where %s was thrown is known", (value) => {
  throwIn(value);
  expect(stackOfThrown(value)).toContain("throwIn");
});

test("an object that is thrown again was made where it was thrown first", () => {
  const thrown = { code: 1 };
  throwIn(thrown);
  noteThrown(thrown);
  expect(stackOfThrown(thrown)).toContain("throwIn");
});

test("errors say it themselves", () => {
  const error = new Error("no");
  throwIn(error);
  expect(stackOfThrown(error)).toBe("");
});

test("only the last ones are kept", () => {
  for (let value = 0; value < 100; value += 1) throwIn(value);
  expect(stackOfThrown(99)).not.toBe("");
  expect(stackOfThrown(50)).toBe("");
});

test("a proxy that throws is noted like any other object", () => {
  const proxy = new Proxy(
    {},
    {
      getPrototypeOf() {
        throw new Error("no");
      },
    },
  );
  throwIn(proxy);
  expect(stackOfThrown(proxy)).toContain("throwIn");
});
