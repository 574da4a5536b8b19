import { gzipSync } from "node:zlib";

/** The same bytes for the same content, on every system. */
export function gzip(content: Uint8Array): Uint8Array {
  const compressed = gzipSync(content, { level: 9 });
  // The byte that names the operating system.
  compressed[9] = 255;
  return compressed;
}
