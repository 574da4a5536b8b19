import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineChanges, showDeceptive } from "../../../../../src/page/cells/compare/line-changes.ts";

describe("the changes of a text", () => {
  it("name the lines that are new and gone, with those around them", () => {
    const before = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    const after = before.with(4, "E");
    expect(lineChanges(before.join("\n"), after.join("\n"))).toEqual([
      { type: "skipped", count: 2 },
      { type: "same", lines: ["c", "d"] },
      { type: "removed", lines: ["e"] },
      { type: "added", lines: ["E"] },
      { type: "same", lines: ["f", "g"] },
      { type: "skipped", count: 2 },
    ]);
  });

  it("lead from one text to the other", () => {
    const texts = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const changes = lineChanges(before.join("\n"), after.join("\n"));
        const count = (...types: readonly string[]) =>
          changes.reduce((sum, change) => {
            if (!types.includes(change.type)) return sum;
            return sum + ("count" in change ? change.count : change.lines.length);
          }, 0);
        expect(count("same", "skipped", "removed")).toBe(lengthOf(before));
        expect(count("same", "skipped", "added")).toBe(lengthOf(after));
      }),
    );
  });

  it("of long texts without anything in common are found at once", () => {
    const lines = (name: string) => Array.from({ length: 5000 }, (_, index) => `${name}${index}`).join("\n");
    expect(lineChanges(lines("a"), lines("b")).map(({ type }) => type)).toEqual(["removed", "added"]);
  });
});

/** An empty last line ends the one before. */
function lengthOf(lines: readonly string[]): number {
  return lines.length > 1 && lines.at(-1) === "" ? lines.length - 1 : lines.length;
}

describe("deceptive characters", () => {
  it("become visible, and nothing else changes", () => {
    expect(showDeceptive("if (a\u202e\u2066) b\u200b = 1;\u0000")).toBe(
      "if (a⟨U+202E⟩⟨U+2066⟩) b⟨U+200B⟩ = 1;⟨U+0000⟩",
    );
    expect(showDeceptive("\tconst grün = `日本 🎉`;")).toBe("\tconst grün = `日本 🎉`;");
  });
});
