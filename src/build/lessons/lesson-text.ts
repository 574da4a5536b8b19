/** A lesson's file as text. */
export interface LessonText {
  readonly source: string;
  readonly isUtf8: boolean;
}

/** Decodes a file as UTF-8, without a byte order mark; invalid bytes become U+FFFD. */
export function decodeLesson(bytes: Uint8Array): LessonText {
  return { source: new TextDecoder().decode(bytes), isUtf8: isUtf8(bytes) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
