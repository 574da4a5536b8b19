/** A number of bytes: "30.9 MB". */
export function megabytes(bytes: number, digits = 1): string {
  return `${(bytes / 1e6).toFixed(digits)} MB`;
}

/** The size of a file: "30.9 MB", or "12 kB" if it is small. */
export function fileSize(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : megabytes(bytes);
}
