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

function inCell(error: Error): Error {
  error.stack = `${error.name}: ${error.message}\n    at lectern-cell/exercise:1:1`;
  return error;
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
      expect(describeError(inCell(new TypeError(message)), id, new Map(), known).message).toBe(message);
  });

  test("names its causes, and the errors that it collects", () => {
    const inner = new RangeError("too small");
    expect(messageOf(new Error("no data", { cause: new Error("no file", { cause: inner }) }))).toBe(
      "no data\nCause: Error: no file\nCause: RangeError: too small",
    );
    expect(messageOf(new AggregateError([inner, "b"], "all failed"))).toBe(
      "all failed\nCause: RangeError: too small\nCause: b",
    );
    const circular = new Error("a");
    circular.cause = circular;
    expect(messageOf(circular).split("\n")).toHaveLength(6);
    const broken = Object.defineProperty(new Error("a"), "cause", {
      get: () => {
        throw new Error("no");
      },
    });
    expect(messageOf(broken)).toBe("a");
  });

  test("is bounded, with all that says where it was thrown", () => {
    const error = new Error("x\n".repeat(1e6));
    error.name = "N".repeat(1e6);
    error.stack = `Error: ${error.message}\n    at lectern-cell/exercise:3:15`;
    const mapPosition = (line: number, column: number) => ({ line, column });
    const sources = new Map([["exercise", { source: `\n\n${"y".repeat(1e6)}`, mapPosition }]]);
    const known = { declared: [], modules: new Map(), lookUp: () => undefined };
    const described = describeError(error, id, sources, known);
    expect(described).toMatchObject({ line: 3, column: 15, stack: [{ cell: "exercise" }] });
    expect(JSON.stringify(described).length).toBeLessThan(25_000);
    expect(described.message).toMatch(/^x\nx\n.*…$/s);
  });

  test("a name of a library is not looked up among the reader's", () => {
    const known = { declared: ["e"], modules: new Map(), lookUp: () => ({ slicer: () => 1 }) };
    const messageAt = (frames: string) => {
      const error = new TypeError("e.slices is not a function");
      error.stack = `TypeError: ${error.message}\n${frames}`;
      return describeError(error, id, new Map(), known).message;
    };
    const cell = "    at lectern-cell/exercise:3:15";
    expect(messageAt(cell)).toMatch(/Did you mean `e\.slicer`\?$/);
    // A function of the language's own that calls the cell's is no library.
    expect(messageAt(`    at Array.map (<anonymous>)\n${cell}`)).toMatch(/Did you mean `e\.slicer`\?$/);
    expect(messageAt(`map@[native code]\n@lectern-cell/exercise:3:15`)).toMatch(
      /Did you mean `e\.slicer`\?$/,
    );
    expect(messageAt(`    at t.call (blob:null/1-2:3:4)\n${cell}`)).toBe(
      "e.slices is not a function. This happened inside a library: an argument on this line is missing, or is not what it should be.",
    );
  });
});
