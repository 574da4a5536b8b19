import type { Point, Shape } from "./shape.ts";

/** Width and height of a picture. */
export const SIZE = 28;

/** Where a shape ends up: scaled and slanted about the centre, then shifted. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly slant: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** No more edges than this cross a row in any shape drawn here. */
const crossings = new Float64Array(32);

/**
 * Fills shapes one over the other into brightnesses, SIZE × SIZE, by the even-odd rule at the middle of each row,
 * with the part that is covered at both ends of a span.
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

/** Puts where the outline crosses a height into `crossings`, in order, and gives their number. */
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

/** One step of an insertion sort: there are two to four crossings as a rule. */
function insert(value: number, count: number): void {
  let place = count;
  for (; place > 0 && (crossings[place - 1] ?? 0) > value; place--)
    crossings[place] = crossings[place - 1] ?? 0;
  crossings[place] = value;
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
