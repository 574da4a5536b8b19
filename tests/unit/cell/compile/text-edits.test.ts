import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, type Edit } from "../../../../src/cell/compile/text-edits.ts";

/** A text cut into pieces, some of which are replaced. */
const pieces = fc.array(
  fc.record({ text: fc.string({ maxLength: 6 }), replacement: fc.option(fc.string({ maxLength: 6 })) }),
  { maxLength: 8 },
);

describe("applyEdits", () => {
  it("replaces what the edits say, and knows where the rest comes from", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const original = parts.map(({ text }) => text).join("");
        const edits: Edit[] = [];
        const unchanged: { edited: number; original: number; text: string }[] = [];
        let start = 0;
        let edited = "";
        for (const { text, replacement } of parts) {
          if (replacement === null) unchanged.push({ edited: edited.length, original: start, text });
          else edits.push({ start, end: start + text.length, text: replacement });
          edited += replacement ?? text;
          start += text.length;
        }
        const result = applyEdits(original, edits);
        expect(result.text).toBe(edited);
        for (const piece of unchanged) {
          for (let index = 0; index < piece.text.length; index++) {
            expect(result.originalOffset(piece.edited + index)).toBe(piece.original + index);
          }
        }
      }),
    );
  });

  it("keeps the order of insertions at one offset", () => {
    expect(
      applyEdits("ac", [
        { start: 1, end: 1, text: "1" },
        { start: 1, end: 1, text: "2" },
      ]).text,
    ).toBe("a12c");
  });
});
