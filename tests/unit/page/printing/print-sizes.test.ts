import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COLUMN, USUAL_ZOOM } from "../../../../src/page/printing/print-sizes.ts";
import { PAPERS } from "../../../../src/protocol/paper-sizes.ts";

const css = readFileSync("src/page/styles/print.css", "utf8");
/** In CSS pixels. */
const MILLIMETRE = 96 / 25.4;

it("are those of print.css", () => {
  const zooms = [...css.matchAll(/zoom: (?:var\(--print-zoom, )?([\d.]+)/g)].map(([, zoom]) => Number(zoom));
  expect(zooms.filter((zoom) => zoom !== 1)).toEqual([USUAL_ZOOM, USUAL_ZOOM]);
  expect(/--column: (\w+);/.exec(css)?.[1]).toBe(COLUMN);
});

it.each([
  ["a4", 210, 297],
  ["letter", 215.9, 279.4],
] as const)("leave the margins of print.css on %s", (paper, width, height) => {
  const [, ...found] = /@page \{\s*margin: (\d+)mm (\d+)mm (\d+)mm;/.exec(css) ?? [];
  const [above = 0, beside = 0, below = 0] = found.map(Number);
  // Whole pixels.
  const { width: printedWidth, height: printedHeight } = PAPERS[paper];
  expect(Math.abs(printedWidth - (width - 2 * beside) * MILLIMETRE)).toBeLessThan(1);
  expect(Math.abs(printedHeight - (height - above - below) * MILLIMETRE)).toBeLessThan(1);
});
