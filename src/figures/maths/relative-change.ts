import type { Volume } from "./volume.ts";

/**
 * How much two volumes of the same shape differ: ‖a − b‖ / (‖a‖ + ‖b‖), from 0 (equal) to 1.
 * Throws a RangeError if they have different numbers of values.
 */
export function relativeChange(a: Volume, b: Volume): number {
  if (a.values.length !== b.values.length)
    throw new RangeError("Only volumes of the same shape can be compared.");
  const scale = norm(a.values) + norm(b.values);
  return scale === 0 ? 0 : norm(a.values.map((value, index) => value - (b.values[index] ?? 0))) / scale;
}

/** Euclidean. */
function norm(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
