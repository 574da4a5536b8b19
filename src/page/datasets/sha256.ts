import { breather } from "./breathe.ts";

/** Bytes hashed between two checks of the clock. */
const CHUNK_BYTES = 0x8_0000;

/**
 * The SHA-256 digest in lower-case hexadecimal. The browser's own implementation is seven times as fast and does not
 * block, but exists only in secure contexts, and many course pages are served over plain http.
 */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  return "subtle" in crypto
    ? hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))
    : sha256InChunks(bytes);
}

/** The same in JavaScript, yielding to the browser between chunks. */
export async function sha256InChunks(bytes: ArrayBuffer): Promise<string> {
  const { sha256: algorithm } = await import("@noble/hashes/sha2.js");
  const hash = algorithm.create();
  const breathe = breather();
  for (let start = 0; start < bytes.byteLength; start += CHUNK_BYTES) {
    hash.update(new Uint8Array(bytes, start, Math.min(CHUNK_BYTES, bytes.byteLength - start)));
    await breathe();
  }
  return hex(hash.digest());
}

/** Two lower-case hexadecimal digits per byte. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The same of a text in UTF-8. */
export function sha256OfText(text: string): Promise<string> {
  return sha256(new TextEncoder().encode(text).buffer);
}
