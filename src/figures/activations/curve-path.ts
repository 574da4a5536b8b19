import type { Activation } from "../maths/activation-functions.ts";

/** The part of the plane that is shown; both axes have the same scale, so that a slope of 1 looks like 1. */
export const CHART = { left: -5, right: 5, bottom: -2, top: 5 } as const;

const STEPS = 200;

/** A curve as an SVG path in units of the plane; y grows upwards, so it is negated. */
export function curvePath(
  value: (x: number) => number,
  from: number = CHART.left,
  to: number = CHART.right,
): string {
  const points = Array.from({ length: STEPS + 1 }, (_, index) => from + (index / STEPS) * (to - from));
  return `M${points.map((x) => `${x},${-value(x)}`).join("L")}`;
}

/** The slope of a function, in one piece between each two kinks: a jump is a gap, not a steep line. */
export function slopePath({ derivative, kinks }: Activation): string {
  const ends = [CHART.left, ...kinks, CHART.right];
  return ends
    .slice(1)
    .map((to, index) => {
      const from = ends[index] ?? CHART.left;
      // A kink's own value belongs to the piece on its left.
      return curvePath((x) => derivative(x === from && index > 0 ? x + Number.EPSILON : x), from, to);
    })
    .join(" ");
}
