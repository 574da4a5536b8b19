import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addOutput,
  firstEntries,
  NO_OUTPUTS,
  type OutputList,
  weightOf,
} from "../../../../src/page/notebook/output-list.ts";
import type { Output } from "../../../../src/protocol/output.ts";

const text = (content: string, stream: "log" | "error" = "log"): Output => ({
  type: "text",
  stream,
  text: content,
});
const check = (message: string): Output => ({ type: "check", passed: true, message });
const progress = (key: string, value: number): Output => ({
  type: "progress",
  key,
  label: key,
  value,
  total: 10,
  detail: "",
});
const addAll = (outputs: readonly Output[]): OutputList => outputs.reduce(addOutput, NO_OUTPUTS);

describe("addOutput", () => {
  it("joins text of one stream, line by line", () => {
    const list = addAll([text("one"), text(""), text("three\n"), text("four")]);
    expect(list.entries.map((entry) => entry.output)).toEqual([text("one\n\nthree\n\nfour")]);
  });

  it("does not join different streams, or text with another output in between", () => {
    expect(addAll([text("one"), text("two", "error"), text("three")]).entries).toHaveLength(3);
    expect(addAll([text("one"), check("ok"), text("three")]).entries).toHaveLength(3);
  });

  it("replaces the output with the same key in place", () => {
    const list = addAll([progress("a", 1), text("between"), progress("b", 1), progress("a", 2)]);
    expect(list.entries.map((entry) => entry.output)).toEqual([
      progress("a", 2),
      text("between"),
      progress("b", 1),
    ]);
    expect(list.entries[0]?.id).toBe(1);
  });

  it("replaces the last lines of a flood by later ones", () => {
    const tail = (dropped: number, last: string): Output => ({ ...text(""), dropped, tail: last }) as Output;
    const list = addAll([text("one"), tail(3, "five"), tail(7, "nine"), text("ten")]);
    expect(list.entries.map((entry) => entry.output)).toEqual([
      { ...text("one"), dropped: 7, tail: "nine\nten" },
    ]);
  });

  it("keeps both ends of a flood of text, and counts the lines between", () => {
    const line = (index: number) => `${index} ${"x".repeat(993)}`;
    const list = addAll(Array.from({ length: 900 }, (_, index) => text(line(index))));
    const output = list.entries[0]?.output;
    if (output?.type !== "text" || output.tail === undefined) throw new Error("There is no text.");
    expect(output.text.length).toBeLessThanOrEqual(200_000);
    expect(output.tail.length).toBeLessThanOrEqual(200_000);
    const [first, last] = [output.text.split("\n"), output.tail.split("\n")];
    expect(first.length + (output.dropped ?? 0) + last.length).toBe(900);
    expect([first[0], last.at(-1)]).toEqual([line(0), line(899)]);
  });

  it("stays bounded, keeps the newest, and counts the removed ones, whatever is added", () => {
    const output = fc.oneof(
      fc.string().map((content) => text(content)),
      fc.constantFrom(progress("a", 1), progress("b", 2), progress("c", 3)),
      fc.string().map(check),
      fc
        .integer({ min: 1, max: 20_000_000 })
        .map((length): Output => ({ type: "image", width: 1, height: 1, alt: "", rgba: "A".repeat(length) })),
    );
    fc.assert(
      fc.property(fc.array(output, { maxLength: 40 }), (outputs) => {
        const list = addAll(outputs);
        const weight = list.entries.reduce((sum, entry) => sum + weightOf(entry.output), 0);
        expect(list.entries.length === 1 || weight <= 48_000_000).toBe(true);
        expect(new Set(list.entries.map((entry) => entry.id)).size).toBe(list.entries.length);
        expect(list.entries.length + list.dropped).toBe(list.nextId - 1);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps at most 200 outputs: the first and the last ones", () => {
    const list = addAll(Array.from({ length: 1_000 }, (_, index) => check(String(index))));
    expect(list.entries).toHaveLength(200);
    expect(list.dropped).toBe(800);
    expect(list.entries[0]?.output).toEqual(check("0"));
    expect(list.entries.at(-1)?.output).toEqual(check("999"));
    expect(firstEntries(list)).toBe(50);
  });
});
