import { type Volume, volumeFrom } from "./volume.ts";

/** Pixels as in ImageData: red, green, blue and alpha, 0 to 255, row by row. */
export interface RgbaPixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/**
 * Scales an image to a square volume, [size, size, channels], 0 to 255: crops it to its central square and averages the
 * pixels under each cell, weighted by how much of them it covers. Transparent pixels are blended with `background`.
 * One channel is luma by ITU-R BT.601 (0.299 red, 0.587 green, 0.114 blue), three are red, green and blue.
 * Throws a RangeError for an empty image.
 */
export function resample(image: RgbaPixels, size: number, channels: 1 | 3, background = 0): Volume {
  if (image.width < 1 || image.height < 1) throw new RangeError("The image has no pixels.");
  const side = Math.min(image.width, image.height);
  const left = (image.width - side) / 2;
  const top = (image.height - side) / 2;
  const cell = side / size;
  return volumeFrom(size, size, channels, (row, column, channel) => {
    const rows = coverage(top + row * cell, top + (row + 1) * cell, image.height);
    const columns = coverage(left + column * cell, left + (column + 1) * cell, image.width);
    let sum = 0;
    let area = 0;
    for (const [y, tall] of rows) {
      for (const [x, wide] of columns) {
        sum += colourAt(image, y * image.width + x, channel, channels, background) * tall * wide;
        area += tall * wide;
      }
    }
    return area === 0 ? background : sum / area;
  });
}

/** The pixels between two edges along an axis, and how much of each lies between them, 0 to 1. */
function coverage(
  from: number,
  to: number,
  limit: number,
): readonly (readonly [pixel: number, share: number])[] {
  const pixels: (readonly [number, number])[] = [];
  for (let pixel = Math.floor(from); pixel < Math.min(limit, Math.ceil(to)); pixel++) {
    const share = Math.min(to, pixel + 1) - Math.max(from, pixel);
    if (share > 0) pixels.push([pixel, share]);
  }
  return pixels;
}

function colourAt(
  image: RgbaPixels,
  pixel: number,
  channel: number,
  channels: 1 | 3,
  background: number,
): number {
  const component = (index: number) => image.data[pixel * 4 + index] ?? 0;
  const alpha = component(3) / 255;
  const colour =
    channels === 3 ? component(channel) : 0.299 * component(0) + 0.587 * component(1) + 0.114 * component(2);
  return colour * alpha + background * (1 - alpha);
}
