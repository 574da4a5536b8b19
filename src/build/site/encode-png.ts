import { crc32, deflateSync } from "node:zlib";
import type { Image } from "../../protocol/output.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** An image as the base64 of a PNG file: see https://www.w3.org/TR/png-3/. */
export function encodePng({ width, height, rgba }: Image): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits for each of red, green, blue and alpha.
  header.set([8, 6], 8);
  const rows = deflateSync(unfilteredRows(width, height, Buffer.from(rgba, "base64")));
  const parts = [SIGNATURE, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat(parts).toString("base64");
}

/** Each row, preceded by a byte that says that it is not filtered. */
function unfilteredRows(width: number, height: number, pixels: Buffer): Buffer {
  const length = width * 4;
  const rows = Buffer.alloc((length + 1) * height);
  for (let y = 0; y < height; y += 1)
    rows.set(pixels.subarray(y * length, (y + 1) * length), y * (length + 1) + 1);
  return rows;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
