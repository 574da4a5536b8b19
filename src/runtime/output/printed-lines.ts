import type { Text } from "../../protocol/output.ts";

type Stream = Text["stream"];

/** Characters per line; browsers lay out a line as a whole, so long ones are slow. */
const MAXIMUM_LINE = 10_000;
/** Of a longer text only the beginning and the end are split into lines. */
const MAXIMUM_TEXT = 200_000;

/** Consecutive lines of one stream. */
export interface LineGroup {
  readonly stream: Stream;
  readonly lines: readonly string[];
}

/** In characters, with a line break per line. */
export function lengthOf({ lines }: LineGroup): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** The last lines of a stream of lines, up to a length; earlier ones are dropped and counted. */
export class PrintedLines {
  readonly #maximum: number;
  #lines: { readonly stream: Stream; readonly text: string }[] = [];
  /** The index of the first line that is still there. */
  #start = 0;
  #length = 0;
  #dropped = 0;

  /** @param maximum characters. */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** In characters, with a line break per line. */
  get length(): number {
    return this.#length;
  }

  get dropped(): number {
    return this.#dropped;
  }

  add(stream: Stream, text: string): void {
    this.#lines.push({ stream, text });
    this.#length += text.length + 1;
    while (this.#length > this.#maximum && this.#lines.length - this.#start > 1) this.#dropFirst();
    if (this.#start > 1000 && this.#start > this.#lines.length / 2) {
      this.#lines = this.#lines.slice(this.#start);
      this.#start = 0;
    }
  }

  /** Counts lines as dropped that were never added. */
  count(dropped: number): void {
    this.#dropped += dropped;
  }

  /** Drops all lines, and `count` that were never added. */
  drop(count: number): void {
    this.#dropped += this.#lines.length - this.#start + count;
    this.#clear();
  }

  /** The lines by stream, in order. */
  groups(): readonly LineGroup[] {
    const groups: { stream: Stream; lines: string[] }[] = [];
    for (let at = this.#start; at < this.#lines.length; at += 1) {
      const line = this.#lines[at];
      if (line === undefined) continue;
      const last = groups.at(-1);
      if (last?.stream === line.stream) last.lines.push(line.text);
      else groups.push({ stream: line.stream, lines: [line.text] });
    }
    return groups;
  }

  /** Takes all groups out. */
  takeAll(): readonly LineGroup[] {
    const groups = this.groups();
    this.#clear();
    return groups;
  }

  /** Takes the first groups out; they are not dropped, but sent. */
  remove(groups: number): void {
    const rest = this.groups().slice(groups);
    this.#clear();
    for (const { stream, lines } of rest) for (const line of lines) this.add(stream, line);
  }

  /** Drops the oldest lines until at most `maximum` groups are left. */
  limitGroups(maximum: number): void {
    const all = this.groups();
    for (const { lines } of all.slice(0, Math.max(0, all.length - maximum)))
      for (const _ of lines) this.#dropFirst();
  }

  #dropFirst(): void {
    this.#length -= (this.#lines[this.#start]?.text.length ?? 0) + 1;
    this.#start += 1;
    this.#dropped += 1;
  }

  #clear(): void {
    this.#lines = [];
    this.#start = 0;
    this.#length = 0;
  }
}

/** A printed text as lines: all of them, or of a very long text its first and last ones. */
interface SplitText {
  readonly first: readonly string[];
  /** How many lines are missing between `first` and `last`. */
  readonly dropped: number;
  readonly last: readonly string[];
}

/** Splits a text into lines, each of bounded length. */
export function splitText(text: string): SplitText {
  if (text.length <= MAXIMUM_TEXT) {
    const first = text.includes("\n") ? text.split("\n").map(cutLine) : [cutLine(text)];
    return { first, dropped: 0, last: [] };
  }
  const firstEnd = text.indexOf("\n", MAXIMUM_TEXT / 2);
  const lastStart = text.lastIndexOf("\n", text.length - MAXIMUM_TEXT / 2) + 1;
  if (firstEnd < 0) return { first: linesOf(text, 0, text.length), dropped: 0, last: [] };
  const start = Math.max(firstEnd + 1, lastStart);
  return {
    first: linesOf(text, 0, firstEnd),
    dropped: countBreaks(text, firstEnd + 1, start),
    last: linesOf(text, start, text.length),
  };
}

/** The lines between two positions; of a very long one only as much as is shown. */
function linesOf(text: string, start: number, end: number): readonly string[] {
  const lines: string[] = [];
  for (let at = start; at <= end; ) {
    const lineBreak = text.indexOf("\n", at);
    const lineEnd = lineBreak < 0 || lineBreak > end ? end : lineBreak;
    lines.push(cutLine(text.slice(at, Math.min(lineEnd, at + MAXIMUM_LINE + 1))));
    at = lineEnd + 1;
  }
  return lines;
}

function countBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function cutLine(line: string): string {
  return line.length > MAXIMUM_LINE
    ? `${line.slice(0, MAXIMUM_LINE)}… (the rest of this line is not shown)`
    : line;
}
