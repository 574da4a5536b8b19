import { describe, expect, it } from "vitest";
import { type Extent, packSlides } from "../../../../src/page/presenting/pack-slides.ts";

/** Parts one below the other: `h` is a section's heading, `s` a heading in a section, a number is a height. */
function parts(...written: readonly ("h" | "s" | number)[]): readonly Extent[] {
  let top = 0;
  return written.map((part) => {
    const height = typeof part === "number" ? part : 10;
    const extent = {
      top,
      bottom: top + height,
      starts: part === "h" || top === 0,
      isHeading: part === "h" || part === "s",
    };
    top += height;
    return extent;
  });
}

describe("slides", () => {
  it("begin with each section", () => {
    expect(packSlides(parts("h", 20, "h", "h", 30), 100, 10)).toEqual([0, 2, 3]);
  });

  it("are continued where the next part does not fit, with room for the repeated title", () => {
    expect(packSlides(parts("h", 50, 40, 50, 40, 1), 100, 10)).toEqual([0, 3, 5]);
    expect(packSlides(parts("h", 50, 40, 50, 41), 100, 10)).toEqual([0, 3, 4]);
  });

  it("show what is too high on a slide of its own, below its heading", () => {
    expect(packSlides(parts("h", 300, 20), 100, 10)).toEqual([0, 2]);
    expect(packSlides(parts("h", 20, 300, 20), 100, 10)).toEqual([0, 2, 3]);
  });

  it("do not end with a heading", () => {
    expect(packSlides(parts("h", 70, "s", 40), 100, 10)).toEqual([0, 2]);
    expect(packSlides(parts("h", "s", "s", 300), 100, 10)).toEqual([0]);
  });

  it("are none without parts", () => {
    expect(packSlides([], 100, 10)).toEqual([]);
  });
});
