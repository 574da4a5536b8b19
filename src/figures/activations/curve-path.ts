import type { Activation } from "../maths/activation-functions.ts";

/** The visible part of the plane. Both axes have the same scale, so that a slope of 1 looks like 1. */
export const CHART = { left: -5, right: 5, bottom: -2, top: 5 } as const;

const SAMPLES = 200;

/** A curve as an SVG path in units of the plane; y grows upwards, so it is negated. */
export function curvePath(
  value: (x: number) => number,
  from: number = CHART.left,
  to: number = CHART.right,
): string {
  const points = Array.from({ length: SAMPLES + 1 }, (_, index) => from + (index / SAMPLES) * (to - from));
  return `M${points.map((x) => `${x},${-value(x)}`).join("L")}`;
}

/** The derivative as an SVG path, interrupted at the kinks: a jump is a gap, not a steep line. */
export function slopePath({ derivative, kinks }: Activation): string {
  const ends = [CHART.left, ...kinks, CHART.right];
  return ends
    .slice(1)
    .map((to, index) => {
      const from = ends[index] ?? CHART.left;
      // At a kink, `derivative` is the limit from the left.
      return curvePath((x) => derivative(x === from && index > 0 ? x + Number.EPSILON : x), from, to);
    })
    .join(" ");
}
