import { type Volume, valueAt } from "../../maths/volume.ts";

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A computed sRGB colour, which every browser writes as `rgb(r, g, b)`. Throws on any other notation. */
export function parseColour(css: string): Colour {
  const [, red, green, blue] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(css) ?? [];
  if (red === undefined || green === undefined || blue === undefined)
    throw new Error(`"${css}" is not an opaque sRGB colour.`);
  return [Number(red), Number(green), Number(blue)];
}

/** The colours between which a value is shown. */
export interface Ramp {
  /** For 0. */
  readonly zero: Colour;
  /** For medium positive values. */
  readonly tint: Colour;
  /** For medium negative values. */
  readonly negative: Colour;
  /** For the extremes. */
  readonly ink: Colour;
}

/** Canvas pixels per side of a cell that can show a hatch. */
export const HATCH_SIDE = 4;

const TINT_AT = 0.62;
const INK_SHARE = 0.72;

/** The colour of a value, `span` and beyond being the extreme. */
export function colourOf(value: number, span: number, ramp: Ramp): Colour {
  const strength = span > 0 ? Math.min(1, Math.abs(value) / span) : 0;
  const tint = value < 0 ? ramp.negative : ramp.tint;
  if (strength <= TINT_AT) return mix(ramp.zero, tint, strength / TINT_AT);
  return mix(tint, ramp.ink, ((strength - TINT_AT) / (1 - TINT_AT)) * INK_SHARE);
}

/** What a pixel grid shows. `known`: the number of cells, in reading order, that are computed already. */
export interface PixelPicture {
  readonly values: Volume;
  /** One channel in the ramp's colours, or the first three as red, green and blue. */
  readonly channel: number | "rgb";
  readonly span: number;
  readonly known: number;
  /** Negative cells have a diagonal line, so that they can be recognised without colour. */
  readonly hatched: boolean;
}

/** The RGBA bytes of a picture, row by row, with `side` × `side` pixels per cell. */
export function paintPixels(picture: PixelPicture, ramp: Ramp, side: number): Uint8ClampedArray<ArrayBuffer> {
  const { height, width } = picture.values;
  const bytes = new Uint8ClampedArray(height * width * side * side * 4);
  // Write whole pixels: figures paint many maps, some of them in every frame.
  const pixels = new Uint32Array(bytes.buffer);
  const cells = Math.min(height * width, picture.known);
  for (let cell = 0; cell < cells; cell++) {
    const row = Math.floor(cell / width);
    const column = cell % width;
    const colour = cellColour(picture, row, column, ramp);
    const plain = packed(colour);
    const hatch = hatchStrength(picture, row, column);
    const line = hatch === 0 ? plain : packed(mix(colour, ramp.ink, hatch));
    for (let y = 0; y < side; y++) {
      const start = (row * side + y) * width * side + column * side;
      pixels.fill(plain, start, start + side);
      pixels[start + side - 1 - y] = line;
    }
  }
  return bytes;
}

/** An opaque colour as one number, in the byte order of this machine. */
function packed([red, green, blue]: Colour): number {
  onePixelBytes[0] = red;
  onePixelBytes[1] = green;
  onePixelBytes[2] = blue;
  onePixelBytes[3] = 255;
  return onePixel[0] ?? 0;
}

const onePixelBytes = new Uint8ClampedArray(4);
const onePixel = new Uint32Array(onePixelBytes.buffer);

function cellColour(
  { values, channel, span }: PixelPicture,
  row: number,
  column: number,
  ramp: Ramp,
): Colour {
  if (channel !== "rgb") return colourOf(valueAt(values, row, column, channel), span, ramp);
  const component = (index: number) => (valueAt(values, row, column, index) / span) * 255;
  return [component(0), component(1), component(2)];
}

/** How dark a cell's hatch is: none for positive cells, faint for those just below 0. */
function hatchStrength(
  { values, channel, span, hatched }: PixelPicture,
  row: number,
  column: number,
): number {
  if (!hatched || channel === "rgb" || span <= 0) return 0;
  const depth = -valueAt(values, row, column, channel) / span;
  return depth <= 0.01 ? 0 : 0.12 + 0.4 * Math.min(1, depth * 2);
}

function mix(from: Colour, to: Colour, share: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}
