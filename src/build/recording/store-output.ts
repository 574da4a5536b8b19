import { deflateSync, inflateSync } from "node:zlib";
import * as v from "valibot";
import type { Output } from "../../protocol/output.ts";

/** An image as a file has it: its pixels compressed, since most have few colours. */
const StoredImage = v.object({
  type: v.literal("image"),
  width: v.pipe(v.number(), v.integer(), v.minValue(1)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1)),
  deflated: v.string(),
  alt: v.string(),
});

/** A recorded output as it is written to a file. */
export function storeOutput(output: Output): unknown {
  if (output.type !== "image") return output;
  const { rgba, ...image } = output;
  return { ...image, deflated: deflateSync(Buffer.from(rgba, "base64")).toString("base64") };
}

/**
 * An output as a file has it, in the form that the protocol parses.
 * @throws if it is an image whose data is longer than its size says, or none.
 */
export function restoreOutput(stored: unknown): unknown {
  const image = v.safeParse(StoredImage, stored);
  if (!image.success) return stored;
  const { deflated, ...rest } = image.output;
  const bytes = rest.width * rest.height * 4;
  if (bytes > LARGEST_IMAGE) throw new RangeError("The image is too large.");
  const rgba = inflateSync(Buffer.from(deflated, "base64"), { maxOutputLength: bytes });
  return { ...rest, rgba: rgba.toString("base64") };
}

/** Bytes of pixels, somewhat more than `imshow` sends. */
const LARGEST_IMAGE = 4_000_000;
