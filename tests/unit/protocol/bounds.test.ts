import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { shortList, shortRecord, shortText, withFewEntries } from "../../../src/protocol/bounds.ts";
import { readEvent } from "../../../src/protocol/wire.ts";

describe("bounds", () => {
  it("leaves what is short as it is, and cuts the rest", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (text, length) => {
        const cut = v.parse(shortText(length), text);
        expect(cut).toBe(text.length > length ? `${text.slice(0, length)}…` : text);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(20), (list, length) => {
        expect(v.parse(shortList(v.number(), length), list)).toEqual(list.slice(0, length));
      }),
    );
  });

  it("does not validate what it cuts off, but rejects errors in the rest", () => {
    expect(v.parse(shortList(v.number(), 2), [1, 2, "three"])).toEqual([1, 2]);
    expect(v.safeParse(shortList(v.number(), 3), [1, 2, "three"]).success).toBe(false);
    expect(v.parse(shortRecord(v.number(), 1), { a: 1, b: "two" })).toEqual({ a: 1 });
    expect(v.safeParse(shortRecord(v.number(), 2), { a: 1, b: "two" }).success).toBe(false);
    expect(v.safeParse(shortText(5), 7).success).toBe(false);
  });

  it("limits the entries of a tree, at any depth", () => {
    const tree = (depth: number): unknown =>
      depth === 0
        ? { kind: "cut" }
        : { entries: Array.from({ length: 3 }, (_, index) => [index, tree(depth - 1)]) };
    const size = (value: unknown): number => JSON.stringify(value).match(/\[\d,/g)?.length ?? 0;
    expect(size(withFewEntries(1000)(tree(4)))).toBe(3 + 9 + 27 + 81);
    expect(size(withFewEntries(10)(tree(4)))).toBe(10);
    expect(withFewEntries(0)({ entries: [[0, 1]], name: "n" })).toEqual({ entries: [], name: "n" });
  });
});

const output = (value: string) => readEvent(`{"type":"output","run":1,"output":${value}}`);

describe("an event that holds more than can be drawn", () => {
  it("is cut to what can", () => {
    expect(
      output(`{"type":"table","columns":[${Array(400_000).fill('"c"').join()}],"rows":[],"total":0}`),
    ).toMatchObject({ output: { columns: Array(60).fill("c") } });
    const label = "x".repeat(900_000);
    expect(
      output(`{"type":"progress","key":"k","label":"${label}","value":1,"total":1,"detail":""}`),
    ).toMatchObject({
      output: { label: `${"x".repeat(1000)}…` },
    });
    const entries = Array(60_000).fill('["k",{"kind":"cut","name":"x"}]').join();
    const inspect = `{"type":"inspect","value":{"kind":"array","name":"","hidden":0,"size":1,"entries":[${entries}]}}`;
    expect(output(inspect)).toMatchObject({
      output: { value: { entries: Array(4000).fill(["k", { kind: "cut" }]) } },
    });
  });
});
