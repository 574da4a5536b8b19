/** A point of a drawing, in pixels. */
export type Point = readonly [x: number, y: number];

/** Points as the attribute of an SVG polygon, to a tenth of a pixel. */
export function polygonPoints(points: readonly Point[]): string {
  return points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
}
