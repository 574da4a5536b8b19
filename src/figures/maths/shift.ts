import { type Volume, valueAt, volumeFrom } from "./volume.ts";

/** Translates a volume by whole cells, down and to the right (negative: up, left), filling with 0. */
export function shift(input: Volume, rows: number, columns: number): Volume {
  return volumeFrom(input.height, input.width, input.channels, (row, column, channel) =>
    valueAt(input, row - rows, column - columns, channel),
  );
}
