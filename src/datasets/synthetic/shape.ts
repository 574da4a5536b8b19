/** A point of a drawing: x to the right and y down, in pixels of a 28 × 28 picture. */
export type Point = readonly [x: number, y: number];

/** A filled polygon. `shade` is its brightness: 1 is the garment's own, 0 cuts a hole into what was drawn before. */
export interface Shape {
  readonly points: readonly Point[];
  readonly shade: number;
}

const MIDDLE = 14;

/** A shape symmetrical about the middle, from its right outline downwards as distances from there. */
export function symmetrical(outline: readonly Point[], shade = 1): Shape {
  const right = outline.map(([distance, y]): Point => [MIDDLE + distance, y]);
  const left = outline.map(([distance, y]): Point => [MIDDLE - distance, y]);
  return { points: [...right, ...left.reverse()], shade };
}

/** A shape and its mirror image; `outline` in distances from the middle. */
export function pair(outline: readonly Point[], shade = 1): Shape[] {
  return [1, -1].map((side) => ({
    points: outline.map(([distance, y]): Point => [MIDDLE + side * distance, y]),
    shade,
  }));
}

/** A band along a line, `width` wide at right angles to it. */
export function band([fromX, fromY]: Point, [toX, toY]: Point, width: number, shade = 1): Shape {
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const length = Math.sqrt(alongX * alongX + alongY * alongY);
  const acrossX = (alongY / length) * (width / 2);
  const acrossY = (-alongX / length) * (width / 2);
  return {
    points: [
      [fromX + acrossX, fromY + acrossY],
      [toX + acrossX, toY + acrossY],
      [toX - acrossX, toY - acrossY],
      [fromX - acrossX, fromY - acrossY],
    ],
    shade,
  };
}
