const { TextDecoder } = globalThis;

/**
 * The text of a file.
 * @param bytesBy what gives the bytes themselves.
 * @throws {TypeError} if they are not UTF-8.
 */
export function toText(bytes: Uint8Array<ArrayBuffer>, bytesBy = "read it with `loadBytes`"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TypeError(`it is not text in UTF-8. Save it as UTF-8, or ${bytesBy}.`);
  }
}
