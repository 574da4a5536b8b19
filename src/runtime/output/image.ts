import type * as tf from "@tensorflow/tfjs";
import type { Image } from "../../protocol/output.ts";
import { toBase64 } from "../platform/captured.ts";

/** An image without a tensor: its values row by row, one (grey), three or four (colour) per pixel. */
export interface Pixels {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

export interface ImshowOptions {
  /** Alternative text. Default: the size and the range of values. */
  readonly alt?: string;
  /** The values that are shown black and white. Default: the smallest and the largest value. */
  readonly range?: readonly [number, number];
  /** `gray`: the largest value is white; `binary`: the largest value is black. Default `gray`. */
  readonly colors?: "gray" | "binary";
}

/** An image is sent as text, and has to stay well below the maximum length of a message. */
const MAXIMUM_PIXELS = 360_000;

interface Raster {
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

/**
 * An image from a tensor [h, w], [h, w, 1], [h, w, 3] or [h, w, 4], rows of numbers, or flat pixels.
 * @throws {TypeError} or RangeError that names the shape, if it is not an image.
 */
export async function toImage(
  source: tf.Tensor | readonly (readonly number[])[] | Pixels,
  options: ImshowOptions = {},
): Promise<Image> {
  const raster = await toRaster(source);
  const { width, height } = raster;
  if (width < 1 || height < 1) throw new RangeError(`imshow: the image is empty (${height} × ${width}).`);
  if (width * height > MAXIMUM_PIXELS) {
    throw new RangeError(
      `imshow: ${height} × ${width} pixels are too many (at most ${MAXIMUM_PIXELS}). Make it smaller with tf.image.resizeBilinear.`,
    );
  }
  const [low, high] = options.range ?? rangeOf(raster.values);
  const rgba = paint(raster, low, high, options.colors === "binary");
  const missing = countNotFinite(raster.values);
  const rest = missing === 0 ? "" : ` ${missing} of them are NaN or infinite.`;
  const alt = options.alt ?? `Values from ${short(low)} to ${short(high)}.${rest}`;
  return { type: "image", width, height, rgba: toBase64(rgba), alt };
}

/** A picture of four values per pixel as it is. Of a large one, only every n-th row and column is shown. */
export function toPicture({ data, width, height }: Pixels): Image {
  const every = Math.max(1, Math.ceil(Math.sqrt((width * height) / MAXIMUM_PIXELS)));
  const [columns, rows] = [Math.ceil(width / every), Math.ceil(height / every)];
  const rgba = new Uint8ClampedArray(4 * columns * rows);
  for (let pixel = 0; pixel < columns * rows; pixel += 1) {
    const from = 4 * every * (Math.floor(pixel / columns) * width + (pixel % columns));
    for (let channel = 0; channel < 4; channel += 1) rgba[4 * pixel + channel] = data[from + channel] ?? 0;
  }
  const alt = every > 1 ? `1 of every ${every} rows and columns of ${width} × ${height} pixels.` : "";
  return { type: "image", width: columns, height: rows, rgba: toBase64(rgba), alt };
}

async function toRaster(source: tf.Tensor | readonly (readonly number[])[] | Pixels): Promise<Raster> {
  if (Array.isArray(source)) return rowsToRaster(source);
  if (typeof source === "object" && source !== null) {
    if ("dataId" in source) return tensorToRaster(source);
    if ("data" in source && "width" in source) return pixelsToRaster(source);
  }
  throw new TypeError("imshow: expected a tensor, rows of numbers, or { data, width, height }.");
}

function rowsToRaster(rows: readonly (readonly number[])[]): Raster {
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width))
    throw new TypeError("imshow: all rows must have the same length.");
  return { values: rows.flat(), width, height: rows.length, channels: 1 };
}

async function tensorToRaster(tensor: tf.Tensor): Promise<Raster> {
  const [height, width, channels = 1, ...more] = tensor.shape;
  if (height === undefined || width === undefined || more.length > 0 || !isChannels(channels)) {
    throw new TypeError(
      `imshow: a tensor of shape [${tensor.shape.join(", ")}] is not an image; imshow takes [h, w], [h, w, 1], [h, w, 3] or [h, w, 4]. One image of a batch: images.slice([0], [1]).squeeze().`,
    );
  }
  return { values: await tensor.data(), width, height, channels };
}

function pixelsToRaster({ data, width, height }: Pixels): Raster {
  const channels = data.length / (width * height);
  if (!isChannels(channels))
    throw new TypeError(`imshow: ${data.length} values do not make ${height} × ${width} pixels.`);
  return { values: data, width, height, channels };
}

function isChannels(count: number): count is 1 | 3 | 4 {
  return count === 1 || count === 3 || count === 4;
}

/** @throws {RangeError} if no value is finite: nothing could be seen. */
function rangeOf(values: ArrayLike<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) throw new RangeError("imshow: all values of the image are NaN or infinite.");
  return [low, high];
}

function countNotFinite(values: ArrayLike<number>): number {
  let count = 0;
  for (let index = 0; index < values.length; index += 1) if (!Number.isFinite(values[index] ?? 0)) count += 1;
  return count;
}

function paint(
  { values, width, height, channels }: Raster,
  low: number,
  high: number,
  inverted: boolean,
): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  const scale = high === low ? 0 : 255 / (high - low);
  const level = (index: number): number => {
    const grey = ((values[index] ?? 0) - low) * scale;
    return inverted ? 255 - grey : grey;
  };
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgba[4 * pixel + channel] = level(pixel * channels + (channels === 1 ? 0 : channel));
    }
    rgba[4 * pixel + 3] = channels === 4 ? level(pixel * 4 + 3) : 255;
  }
  return rgba;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
