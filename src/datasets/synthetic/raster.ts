import type { Point, Shape } from "./shape.ts";

/** Width and height of an image. */
export const SIZE = 28;

/** How a shape is placed: scaled and slanted about the centre, then shifted. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly slant: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** The outlines drawn here cross a row at most this many times. */
const crossings = new Float64Array(32);

/**
 * Fills shapes, each over the previous ones, into a SIZE × SIZE array of brightness values. Uses the even-odd rule at
 * the middle of each row, and partial coverage for the pixels at both ends of a span.
 */
export function fill(picture: Float64Array, shapes: readonly Shape[], placement: Placement): void {
  for (const { points, shade } of shapes) fillPolygon(picture, placed(points, placement), shade);
}

function placed(points: readonly Point[], placement: Placement): Point[] {
  const { scaleX, scaleY, slant, shiftX, shiftY } = placement;
  const centre = SIZE / 2;
  return points.map(([x, y]) => [
    centre + (x - centre) * scaleX + (y - centre) * slant + shiftX,
    centre + (y - centre) * scaleY + shiftY,
  ]);
}

function fillPolygon(picture: Float64Array, points: readonly Point[], shade: number): void {
  let top: number = SIZE;
  let bottom = 0;
  for (const [, y] of points) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const last = Math.min(SIZE - 1, Math.ceil(bottom - 0.5) - 1);
  for (let row = Math.max(0, Math.ceil(top - 0.5)); row <= last; row++) {
    const count = cross(points, row + 0.5);
    for (let pair = 0; pair + 1 < count; pair += 2) {
      fillSpan(picture, row, crossings[pair] ?? 0, crossings[pair + 1] ?? 0, shade);
    }
  }
}

/** Writes the x coordinates where the outline crosses a height into `crossings`, sorted, and returns their number. */
function cross(points: readonly Point[], height: number): number {
  let count = 0;
  let [fromX, fromY] = points.at(-1) ?? [0, 0];
  for (const [toX, toY] of points) {
    if (fromY <= height !== toY <= height) {
      insert(fromX + ((height - fromY) / (toY - fromY)) * (toX - fromX), count++);
    }
    fromX = toX;
    fromY = toY;
  }
  return count;
}

/** One pass of an insertion sort: there are usually two to four crossings. */
function insert(value: number, count: number): void {
  let index = count;
  for (; index > 0 && (crossings[index - 1] ?? 0) > value; index--)
    crossings[index] = crossings[index - 1] ?? 0;
  crossings[index] = value;
}

function fillSpan(picture: Float64Array, row: number, from: number, to: number, shade: number): void {
  const left = Math.max(0, from);
  const right = Math.min(SIZE, to);
  for (let column = Math.floor(left); column < right; column++) {
    const covered = Math.min(column + 1, right) - Math.max(column, left);
    const index = row * SIZE + column;
    picture[index] = (picture[index] ?? 0) * (1 - covered) + shade * covered;
  }
}
