import type { ExploredTensor } from "../../../protocol/exploration.ts";
import { type Volume, volume } from "../../maths/volume.ts";

/** Bytes from base64. */
function decodeBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Little-endian float32 values from base64. */
export function decodeFloats(base64: string): Float32Array {
  const bytes = decodeBytes(base64);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    view.getFloat32(4 * index, true),
  );
}

/** A tensor of shape [height, width, channels], [height, width] or [units] as a volume; units become channels. */
export function decodeVolume({ shape, values }: ExploredTensor): Volume {
  const [height = 1, width = 1, channels = 1] = shape.length === 1 ? [1, 1, ...shape] : shape;
  return volume(height, width, channels, decodeFloats(values));
}

/** A greyscale image, one byte per pixel, as a volume of [height, width, 1]. */
export function decodePicture(base64: string, height: number, width: number): Volume {
  return volume(height, width, 1, decodeBytes(base64));
}
