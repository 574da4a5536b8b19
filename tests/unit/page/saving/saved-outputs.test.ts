import { describe, expect, it } from "vitest";
import { addOutput, firstEntries, NO_OUTPUTS } from "../../../../src/page/notebook/output-list.ts";
import { fromSaved, toSaved } from "../../../../src/page/saving/saved-outputs.ts";
import type { Output } from "../../../../src/protocol/output.ts";

const text: Output = { type: "text", stream: "log", text: "hello" };
const error = { name: "Error", message: "no", line: 1, column: 2, text: "x", stack: [] };

describe("outputs over a reload", () => {
  it("are restored unchanged, marked as old", () => {
    const list = {
      ...addOutput(NO_OUTPUTS, text),
      error: { error, inCheck: false },
      synthetic: true,
      perClass: 7,
    };
    const back = fromSaved(structuredClone(toSaved(list)));
    expect(back).toMatchObject({
      entries: [{ output: text }],
      error: { error },
      synthetic: true,
      perClass: 7,
      old: true,
    });
  });

  it("show again where some were removed", () => {
    const checks = Array.from({ length: 300 }, (): Output => ({ type: "check", passed: true, message: "" }));
    const list = checks.reduce(addOutput, NO_OUTPUTS);
    const back = fromSaved(structuredClone(toSaved(list)));
    if (back === null) throw new Error("Nothing came back.");
    expect([back.dropped, firstEntries(back)]).toEqual([100, firstEntries(list)]);
  });

  it("can be added to", () => {
    const back = fromSaved(toSaved(addOutput(NO_OUTPUTS, text)));
    if (back === null) throw new Error("Nothing came back.");
    const more = addOutput(back, { type: "check", passed: true, message: "" });
    expect(new Set(more.entries.map((entry) => entry.id)).size).toBe(2);
  });

  it("are not saved if there are none, or too many", () => {
    const image: Output = { type: "image", width: 1, height: 1, alt: "", rgba: "A".repeat(600_000) };
    expect(toSaved(NO_OUTPUTS)).toBeNull();
    expect(toSaved(addOutput(NO_OUTPUTS, image))).toBeNull();
  });

  it("of another version of the page are ignored", () => {
    expect(
      fromSaved({ outputs: [{ type: "hologram" }], error: null, dropped: 0, standIn: false }),
    ).toBeNull();
    expect(fromSaved(undefined)).toBeNull();
  });
});
