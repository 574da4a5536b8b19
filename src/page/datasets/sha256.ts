import { breather } from "./breathe.ts";

/** Bytes hashed between two looks at the clock. */
const STEP = 0x8_0000;

/**
 * The SHA-256 of some bytes in lower-case hexadecimal. The browser's own works beside the page and is seven times as
 * quick, but is there in secure contexts only: not on plain http, where many a course has its pages.
 */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  return "subtle" in crypto
    ? hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))
    : sha256InSteps(bytes);
}

/** The same without the browser's help, while the page stays alive. */
export async function sha256InSteps(bytes: ArrayBuffer): Promise<string> {
  const { sha256: algorithm } = await import("@noble/hashes/sha2.js");
  const hash = algorithm.create();
  const breathe = breather();
  for (let start = 0; start < bytes.byteLength; start += STEP) {
    hash.update(new Uint8Array(bytes, start, Math.min(STEP, bytes.byteLength - start)));
    await breathe();
  }
  return hex(hash.digest());
}

/** Two lower-case hexadecimal digits for each byte. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
