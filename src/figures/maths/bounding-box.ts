import { type Position, type Volume, valueAt } from "./volume.ts";

/** Some rows and columns of a volume. */
export interface Box extends Position {
  readonly height: number;
  readonly width: number;
}

/** The smallest box that holds all values of a magnitude above `threshold`, in any channel; null if there are none. */
export function boundingBox(input: Volume, threshold: number): Box | null {
  let [top, left, bottom, right] = [input.height, input.width, -1, -1];
  for (let row = 0; row < input.height; row++) {
    for (let column = 0; column < input.width; column++) {
      for (let channel = 0; channel < input.channels; channel++) {
        if (Math.abs(valueAt(input, row, column, channel)) <= threshold) continue;
        top = Math.min(top, row);
        bottom = Math.max(bottom, row);
        left = Math.min(left, column);
        right = Math.max(right, column);
      }
    }
  }
  return bottom < 0 ? null : { row: top, column: left, height: bottom - top + 1, width: right - left + 1 };
}
