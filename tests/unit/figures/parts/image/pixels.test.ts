import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { volume } from "../../../../../src/figures/maths/volume.ts";
import {
  colourOf,
  paintPixels,
  parseColour,
  type Ramp,
} from "../../../../../src/figures/parts/image/pixels.ts";

const ramp: Ramp = { zero: [255, 255, 255], tint: [0, 128, 0], negative: [128, 128, 128], ink: [0, 0, 0] };
const whole = Number.POSITIVE_INFINITY;

describe("colours of pixels", () => {
  test("are read from a computed colour, and nothing else is taken for one", () => {
    expect(parseColour("rgb(27, 30, 36)")).toEqual([27, 30, 36]);
    expect(() => parseColour("light-dark(#ffffff, #1b1e24)")).toThrow("not an opaque sRGB colour");
    expect(() => parseColour("rgba(0, 0, 0, 0)")).toThrow("not an opaque sRGB colour");
  });

  test("0 is the paper, and more is darker on both sides", () => {
    expect(colourOf(0, 9, ramp)).toEqual(ramp.zero);
    expect(colourOf(5, 0, ramp)).toEqual(ramp.zero);
    const luminance = (value: number) => colourOf(value, 100, ramp).reduce((sum, part) => sum + part, 0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.constantFrom(1, -1), (strength, sign) => {
        expect(luminance(sign * (strength + 1))).toBeLessThan(luminance(sign * strength));
      }),
    );
  });

  test("negative cells carry a diagonal line, positive ones are even", () => {
    const values = volume(1, 2, 1, [-8, 8]);
    const bytes = paintPixels({ values, channel: 0, span: 8, known: whole, hatched: true }, ramp, 4);
    const red = (x: number, y: number) => bytes[(y * 8 + x) * 4];
    expect(red(3, 0)).toBeLessThan(Number(red(0, 0)));
    const positive = [0, 1, 2, 3].flatMap((y) => [4, 5, 6, 7].map((x) => red(x, y)));
    expect(new Set(positive).size).toBe(1);
  });

  test("cells that are not known yet stay transparent", () => {
    const values = volume(1, 3, 1, [1, 2, 3]);
    const bytes = paintPixels({ values, channel: 0, span: 3, known: 2, hatched: false }, ramp, 1);
    expect([bytes[3], bytes[7], bytes[11]]).toEqual([255, 255, 0]);
  });

  test("three channels are red, green and blue", () => {
    const values = volume(1, 1, 3, [255, 51, 0]);
    const bytes = paintPixels({ values, channel: "rgb", span: 255, known: whole, hatched: false }, ramp, 1);
    expect([...bytes]).toEqual([255, 51, 0, 255]);
  });
});
