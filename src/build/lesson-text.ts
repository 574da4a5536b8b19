/** A lesson's file as text, and where it stops being text. */
export interface LessonText {
  readonly source: string;
  /** Where the first byte stands that is not UTF-8, line and column from 1; null when all are. */
  readonly spoiltAt: { readonly line: number; readonly column: number } | null;
}

/** Takes the bytes of a file as UTF-8, without a byte order mark; what is none becomes U+FFFD. */
export function decodeLesson(bytes: Uint8Array): LessonText {
  const source = new TextDecoder().decode(bytes);
  return { source, spoiltAt: isUtf8(bytes) ? null : placeOf(source, source.indexOf("\uFFFD")) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function placeOf(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset).split(/\r\n?|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
