const { TextDecoder } = globalThis;

/** The text of a file. @throws {TypeError} if the bytes are not UTF-8. */
export function toText(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TypeError("it is not text in UTF-8. Save it as UTF-8, or read it with `loadBytes`.");
  }
}
