/** A lesson's file as text. */
export interface LessonText {
  readonly source: string;
  readonly isUtf8: boolean;
}

/** Decodes a file as UTF-8, without a byte order mark; invalid bytes become U+FFFD. */
export function decodeLesson(bytes: Uint8Array): LessonText {
  const source = new TextDecoder().decode(bytes);
  // In UTF-16, every second byte of English text is 0, which UTF-8 allows.
  return { source: source.replaceAll("\0", "\uFFFD"), isUtf8: isUtf8(bytes) && !bytes.includes(0) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
