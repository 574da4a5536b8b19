import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addOutput,
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
    const list = addAll([text("one"), text("two"), text("three\n"), text("four")]);
    expect(list.entries.map((entry) => entry.output)).toEqual([text("one\ntwo\nthree\nfour")]);
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

  it("sums the lines that the runtime dropped", () => {
    const list = addAll([
      { type: "text", stream: "log", text: "one", dropped: 3 },
      { type: "text", stream: "log", text: "two", dropped: 4 },
    ]);
    expect(list.entries[0]?.output).toMatchObject({ dropped: 7 });
  });

  it("counts the lines that it cuts from a flood of text", () => {
    const line = `${"x".repeat(999)}\n`;
    const list = addAll(Array.from({ length: 900 }, () => text(line)));
    const output = list.entries[0]?.output;
    if (output?.type !== "text") throw new Error("There is no text.");
    const lines = output.text.split("\n").length - 1;
    expect(output.text.length).toBeLessThanOrEqual(400_000);
    expect(lines + (output.dropped ?? 0)).toBe(900);
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

  it("keeps at most 200 outputs", () => {
    const list = addAll(Array.from({ length: 1_000 }, (_, index) => check(String(index))));
    expect(list.entries).toHaveLength(200);
    expect(list.dropped).toBe(800);
    expect(list.entries.at(-1)?.output).toEqual(check("999"));
  });
});
