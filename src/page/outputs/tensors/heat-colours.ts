/** Colours from low to high, as in the style sheet: dark blue, teal, green, yellow (viridis). Equal steps look equal. */
const STOPS = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;
/** Red, which the scale does not have: NaN and infinite values. */
const NOT_FINITE = [214, 39, 40] as const;

/** RGBA pixels, row by row. Null stands for NaN and infinite values. */
export function heatColours(
  values: readonly (number | null)[],
  low: number,
  high: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, index) => {
    const colour = value === null ? NOT_FINITE : colourAt(high > low ? (value - low) / (high - low) : 0.5);
    pixels.set([...colour, 255], index * 4);
  });
  return pixels;
}

function colourAt(share: number): readonly number[] {
  const position = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(position));
  const [from, to] = [STOPS[index], STOPS[index + 1]];
  return [0, 1, 2].map((channel) => {
    const [one, other] = [from?.[channel] ?? 0, to?.[channel] ?? 0];
    return one + (other - one) * (position - index);
  });
}
