/** A position in a text. Both count from 1; columns are UTF-16 code units, as in engines and editors. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = /\n/g;
/** Line ends for a JavaScript engine, and so in the positions of a stack trace. */
const SCRIPT_LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** Converts between offsets and positions in one text. */
export interface Lines {
  readonly position: (offset: number) => Position;
  readonly offset: (position: Position) => number;
  /** The text of a line, without its end; empty for a line that does not exist. */
  readonly text: (line: number) => string;
}

/** Lines as an author counts them. */
export function authorLines(text: string): Lines {
  return linesOf(text, LINE_FEED);
}

/** Lines as a JavaScript engine counts them. */
export function scriptLines(text: string): Lines {
  return linesOf(text, SCRIPT_LINE_END);
}

function linesOf(text: string, lineEnd: RegExp): Lines {
  const starts = [0, ...Array.from(text.matchAll(lineEnd), (match) => match.index + match[0].length)];
  return {
    position(offset) {
      const line = upperBound(starts, offset);
      return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
    },
    offset({ line, column }) {
      const start = starts[Math.max(0, Math.min(line, starts.length) - 1)] ?? 0;
      return Math.max(0, Math.min(start + column - 1, text.length));
    },
    text(line) {
      const start = starts[line - 1];
      if (start === undefined) return "";
      return text.slice(start, starts[line] ?? text.length).replace(/[\r\n\u2028\u2029]+$/, "");
    },
  };
}

/** How many of the sorted `starts` are at or before `offset`. */
function upperBound(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}
