import { describe, expect, test } from "vitest";
import { padAll, samePadding, samePaddingAlong } from "../../../../src/figures/maths/padding.ts";

describe("samePaddingAlong", () => {
  test("puts an odd cell after the input", () => {
    expect(samePaddingAlong(28, 2)).toEqual({ before: 0, after: 1 });
    expect(samePaddingAlong(28, 3)).toEqual({ before: 1, after: 1 });
    expect(samePaddingAlong(28, 4)).toEqual({ before: 1, after: 2 });
  });

  test("takes stride and dilation into account", () => {
    expect(samePaddingAlong(28, 3, 2)).toEqual({ before: 0, after: 1 });
    expect(samePaddingAlong(28, 3, 1, 2)).toEqual({ before: 2, after: 2 });
    expect(samePaddingAlong(28, 2, 2)).toEqual({ before: 0, after: 0 });
  });
});

describe("samePadding", () => {
  test("is the same along both axes for a square kernel", () => {
    expect(samePadding({ height: 9, width: 9 }, 3)).toEqual(padAll(1));
  });

  test("accepts a kernel and strides that differ between the axes", () => {
    const padding = samePadding({ height: 9, width: 8 }, [5, 2], [1, 2]);
    expect(padding).toEqual({ top: 2, bottom: 2, left: 0, right: 0 });
  });
});
