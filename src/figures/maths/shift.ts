import { type Volume, valueAt, volumeFrom } from "./volume.ts";

/** Moves everything down and to the right by whole cells (negative: up, left); what comes in is 0. */
export function shift(input: Volume, rows: number, columns: number): Volume {
  return volumeFrom(input.height, input.width, input.channels, (row, column, channel) =>
    valueAt(input, row - rows, column - columns, channel),
  );
}

/**
 * How far two volumes of the same shape differ: ‖a − b‖ / (‖a‖ + ‖b‖), 0 for equal ones, at most 1.
 * Throws a RangeError for unequal numbers of values.
 */
export function relativeChange(a: Volume, b: Volume): number {
  if (a.values.length !== b.values.length)
    throw new RangeError("Only volumes of the same shape can be compared.");
  const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  const scale = norm(a.values) + norm(b.values);
  return scale === 0 ? 0 : norm(a.values.map((value, index) => value - (b.values[index] ?? 0))) / scale;
}

/** The smallest box of cells that holds all values above a limit, in any channel; null when there are none. */
export function boundingBox(
  input: Volume,
  above: number,
): { readonly row: number; readonly column: number; readonly height: number; readonly width: number } | null {
  let [top, left, bottom, right] = [input.height, input.width, -1, -1];
  for (let row = 0; row < input.height; row++) {
    for (let column = 0; column < input.width; column++) {
      for (let channel = 0; channel < input.channels; channel++) {
        if (Math.abs(valueAt(input, row, column, channel)) <= above) continue;
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
        left = Math.min(left, column);
        right = Math.max(right, column);
      }
    }
  }
  return bottom < 0 ? null : { row: top, column: left, height: bottom - top + 1, width: right - left + 1 };
}
