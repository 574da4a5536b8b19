import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { CellId } from "../../../../src/protocol/ids.ts";
import { describeError } from "../../../../src/runtime/session/errors.ts";

const id = v.parse(CellId, "exercise");

function messageOf(thrown: unknown): string {
  return describeError(thrown, id, new Map(), { declared: [], modules: new Map(), lookUp: () => undefined })
    .message;
}

function thrownBy(source: string): unknown {
  try {
    return new Function(source)();
  } catch (error) {
    return error;
  }
}

describe("the message of an error", () => {
  test("a blank that is not filled in is explained, in the messages of all engines", () => {
    expect(messageOf(thrownBy("return ______ + 1"))).toBe(
      "______ is not defined. Replace the blank ______ first.",
    );
    expect(messageOf(new ReferenceError("Can't find variable: ____"))).toMatch(
      /Replace the blank ____ first\.$/,
    );
  });

  test("names that are not blanks are not explained", () => {
    for (const message of ["blank__ is not defined", "_ is not defined", "__a is not defined"]) {
      expect(messageOf(new ReferenceError(message))).toBe(message);
    }
  });

  test("stays as it is if it names nothing, or what it names throws or does not end", () => {
    const broken: object = new Proxy(
      {},
      {
        getPrototypeOf: (): object => broken,
        getOwnPropertyDescriptor: () => {
          throw new Error("no");
        },
      },
    );
    const endless: object = new Proxy({}, { getPrototypeOf: (): object => endless });
    const values: Readonly<Record<string, unknown>> = { broken, endless };
    const known = { declared: [], modules: new Map(), lookUp: (name: string) => values[name] };
    for (const message of [
      "Can't find variable: (",
      "broken.foo is not a function",
      "endless.foo is not a function",
    ])
      expect(describeError(new TypeError(message), id, new Map(), known).message).toBe(message);
  });
});
