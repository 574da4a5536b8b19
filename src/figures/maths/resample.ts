import { type Volume, volumeFrom } from "./volume.ts";

/** Pixels as a canvas gives them: red, green, blue, opacity, 0 to 255, row by row. */
export interface RgbaPixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/**
 * A picture as a small square volume, 0 to 255: its middle square, each cell the mean of the pixels under it
 * (shares of pixels counted), transparent pixels laid on `background`.
 * One channel gives brightness by ITU-R BT.601 (0.299 red, 0.587 green, 0.114 blue), three give red, green, blue.
 * Throws a RangeError for an empty picture.
 */
export function resample(picture: RgbaPixels, size: number, channels: 1 | 3, background = 0): Volume {
  if (picture.width < 1 || picture.height < 1) throw new RangeError("The picture has no pixels.");
  const side = Math.min(picture.width, picture.height);
  const left = (picture.width - side) / 2;
  const top = (picture.height - side) / 2;
  const step = side / size;
  return volumeFrom(size, size, channels, (row, column, channel) => {
    const rows = coverage(top + row * step, top + (row + 1) * step, picture.height);
    const columns = coverage(left + column * step, left + (column + 1) * step, picture.width);
    let sum = 0;
    let area = 0;
    for (const [y, tall] of rows) {
      for (const [x, wide] of columns) {
        sum += colourAt(picture, y * picture.width + x, channel, channels, background) * tall * wide;
        area += tall * wide;
      }
    }
    return area === 0 ? background : sum / area;
  });
}

/** The whole pixels between two edges, each with the share of it that lies between them. */
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
  picture: RgbaPixels,
  pixel: number,
  channel: number,
  channels: 1 | 3,
  background: number,
): number {
  const component = (index: number) => picture.data[pixel * 4 + index] ?? 0;
  const opacity = component(3) / 255;
  const colour =
    channels === 3 ? component(channel) : 0.299 * component(0) + 0.587 * component(1) + 0.114 * component(2);
  return colour * opacity + background * (1 - opacity);
}
