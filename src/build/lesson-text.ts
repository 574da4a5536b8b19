/** A lesson's file as text. */
export interface LessonText {
  readonly source: string;
  /** Line and column, from 1, of the first byte that is not UTF-8; null if there is none. */
  readonly invalidAt: { readonly line: number; readonly column: number } | null;
}

/** Decodes a file as UTF-8, without a byte order mark; invalid bytes become U+FFFD. */
export function decodeLesson(bytes: Uint8Array): LessonText {
  const source = new TextDecoder().decode(bytes);
  return { source, invalidAt: isUtf8(bytes) ? null : positionOf(source, source.indexOf("\uFFFD")) };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function positionOf(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset).split(/\r\n?|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
