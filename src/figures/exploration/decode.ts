import type { ExploredTensor } from "../../protocol/exploration.ts";
import { type Volume, volume } from "../maths/volume.ts";

/** Bytes from base64. */
export function decodeBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** float32 values, little endian, from base64. */
export function decodeFloats(base64: string): Float32Array {
  const bytes = decodeBytes(base64);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    view.getFloat32(4 * index, true),
  );
}

/** A tensor [h, w, c] or [h, w] as a volume; one axis, as of a dense layer, becomes one row. */
export function decodeVolume({ shape, values }: ExploredTensor): Volume {
  const floats = decodeFloats(values);
  const [height = 1, width = 1, channels = 1] = shape.length === 1 ? [1, ...shape] : shape;
  return volume(height, width, channels, floats);
}

/** A grey picture of bytes as a volume. */
export function decodePicture(base64: string, height: number, width: number): Volume {
  return volume(height, width, 1, decodeBytes(base64));
}
