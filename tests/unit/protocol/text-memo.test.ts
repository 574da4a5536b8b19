import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { TextMemo } from "../../../src/protocol/text-memo.ts";

const asked = fc.array(fc.string({ maxLength: 4 }), { maxLength: 60 });

it("gives what is made of a text, and never remembers more than it may", () => {
  fc.assert(
    fc.property(asked, fc.nat(30), (texts, most) => {
      const memo = new TextMemo<string>(most, (value) => value.length);
      for (const text of texts) {
        expect(memo.get(text, () => `${text}!`)).toBe(`${text}!`);
        expect(memo.size).toBeLessThanOrEqual(most);
      }
    }),
  );
});

it("makes a text once, and forgets the one that was not asked for the longest", () => {
  const make = vi.fn((text: string) => text.toUpperCase());
  const memo = new TextMemo<string>(2);
  const ask = (...texts: string[]) => texts.map((text) => memo.get(text, () => make(text)));
  expect(ask("a", "b", "a", "c", "a", "c")).toEqual(["A", "B", "A", "C", "A", "C"]);
  expect(make.mock.calls.flat()).toEqual(["a", "b", "c"]);
  expect(ask("b")).toEqual(["B"]);
  expect(make).toHaveBeenCalledTimes(4);
});

it("does not keep errors, or values that the caller rejects", () => {
  const memo = new TextMemo<number>(10);
  const fail = () => {
    throw new Error("No.");
  };
  expect(() => memo.get("a", fail)).toThrow("No.");
  expect(
    memo.get(
      "a",
      () => 1,
      () => false,
    ),
  ).toBe(1);
  expect(memo.size).toBe(0);
  expect(memo.get("a", () => 2)).toBe(2);
});
