import { describe, expect, test } from "vitest";
import { CHART, curvePath, slopePath } from "../../../../src/figures/activations/curve-path.ts";
import { ACTIVATION_NAMES, ACTIVATIONS } from "../../../../src/figures/maths/activation-functions.ts";

/** The points of each piece of a path; y is turned back to grow upwards. */
function pieces(path: string): [x: number, y: number][][] {
  return path
    .split("M")
    .slice(1)
    .map((piece) =>
      piece
        .trim()
        .split("L")
        .map((point) => {
          const [x = Number.NaN, y = Number.NaN] = point.split(",").map(Number);
          return [x, -y];
        }),
    );
}

describe("the curves of the chart", () => {
  test("run from edge to edge through the function's values", () => {
    for (const name of ACTIVATION_NAMES) {
      const { value } = ACTIVATIONS[name];
      const [points = []] = pieces(curvePath(value));
      expect(points[0]?.[0]).toBe(CHART.left);
      expect(points.at(-1)?.[0]).toBe(CHART.right);
      for (const [x, y] of points) expect(y).toBeCloseTo(value(x), 10);
    }
  });

  test("a slope that jumps is drawn in two level pieces, not as a steep line", () => {
    const [left = [], right = []] = pieces(slopePath(ACTIVATIONS.relu));
    expect(new Set(left.map(([, y]) => Math.abs(y)))).toEqual(new Set([0]));
    expect(new Set(right.map(([, y]) => y))).toEqual(new Set([1]));
    expect(left.at(-1)?.[0]).toBe(0);
    expect(right[0]?.[0]).toBe(0);
  });

  test("a smooth slope is one piece", () => {
    expect(pieces(slopePath(ACTIVATIONS.tanh))).toHaveLength(1);
  });
});
