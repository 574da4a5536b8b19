import type { CellError } from "../../protocol/event.ts";
import type { Output, Text } from "../../protocol/output.ts";

/** The error that ended a run. `inCheck`: it was thrown in an exercise's check, whose code the reader cannot see. */
export interface ShownError {
  readonly error: CellError;
  readonly inCheck: boolean;
  /** It came after the run had ended. */
  readonly late?: boolean;
}

export interface Entry {
  /** Unique in its list. */
  readonly id: number;
  readonly output: Output;
  /** It came after the run had ended. */
  readonly late?: boolean;
}

/** What the data is that outputs are made from. */
export interface DataQuality {
  /** A synthetic dataset replaces a real one. */
  readonly synthetic: boolean;
  /** The number of images per class in a reduced dataset; null if it is complete. */
  readonly perClass: number | null;
}

/** What a cell shows. Its size is bounded, however much a run sends. */
export interface OutputList extends DataQuality {
  readonly entries: readonly Entry[];
  readonly error: ShownError | null;
  /** How many outputs were removed to make room for later ones: after the first ones, where the ids have a gap. */
  readonly dropped: number;
  /** From a run before the last reload, restart or press of Run. */
  readonly old: boolean;
  /** Not from a run of the reader's: the author has recorded it. */
  readonly recorded?: boolean;
  readonly nextId: number;
}

/** All of the real data. */
const WHOLE_DATA: DataQuality = { synthetic: false, perClass: null };

export const NO_OUTPUTS: OutputList = {
  entries: [],
  error: null,
  dropped: 0,
  old: false,
  ...WHOLE_DATA,
  nextId: 1,
};

export function isEmpty({ entries, error }: OutputList): boolean {
  return entries.length === 0 && error === null;
}

/** How many outputs come before those that were removed; all if none was. */
export function firstEntries({ entries }: OutputList): number {
  const gap = entries.findIndex(({ id }, index) => id !== index + 1);
  return gap < 0 ? entries.length : gap;
}

export function markOld(list: OutputList): OutputList {
  return isEmpty(list) ? list : { ...list, old: true };
}

const MAX_ENTRIES = 200;
const MAX_WEIGHT = 48_000_000;
/** Text is trimmed to this length when it is twice as long, so that a flood does not copy it at every line. */
const MAX_TEXT = 100_000;
/**
 * How many of the first outputs stay when others are removed: the beginning and the end say what happened, the middle
 * rarely does.
 */
const FIRST_ENTRIES = 50;

/** Adds an output. It replaces the one with the same key; text is appended to text of the same stream. */
export function addOutput(list: OutputList, output: Output): OutputList {
  return append(list, output, false);
}

/** Adds an output that came after the end of the run, and is marked as such. */
export function addLateOutput(list: OutputList, output: Output): OutputList {
  return append(list, output, true);
}

function append(list: OutputList, output: Output, late: boolean): OutputList {
  const key = keyOf(output);
  const index = key === null ? -1 : list.entries.findIndex((entry) => keyOf(entry.output) === key);
  if (index >= 0) return replaceAt(list, index, output);
  const last = list.entries.at(-1);
  const continues = (last?.late ?? false) === late;
  if (
    continues &&
    output.type === "text" &&
    last?.output.type === "text" &&
    last.output.stream === output.stream
  ) {
    return replaceAt(list, list.entries.length - 1, joinText(last.output, output));
  }
  const entries = [
    ...list.entries,
    {
      id: list.nextId,
      output: output.type === "text" ? trimText(output) : output,
      ...(late ? { late } : {}),
    },
  ];
  return makeRoom({ ...list, entries, nextId: list.nextId + 1 });
}

/** The approximate size of an output in bytes, to bound lists and storage. */
export function weightOf(output: Output): number {
  switch (output.type) {
    case "image":
      return output.rgba.length;
    case "text":
      return output.text.length + (output.tail?.length ?? 0);
    case "table":
      return output.rows.length * output.columns.length * 16;
    case "plot":
      return output.traces.reduce((sum, trace) => sum + countLeaves(trace), 0) * 8;
    case "training":
      return (
        output.rows.length * 100 + output.curves.reduce((sum, curve) => sum + curve.points.length, 0) * 16
      );
    default:
      return 1_000;
  }
}

function replaceAt(list: OutputList, index: number, output: Output): OutputList {
  return {
    ...list,
    entries: list.entries.map((entry, at) => (at === index ? { ...entry, output } : entry)),
  };
}

/**
 * Each print has lines of its own, so there is always a line break between two of them. (Looking at the end of the
 * joined text would copy it each time.)
 */
function joinText(earlier: Text, later: Text): Text {
  if (later.tail !== undefined) return { ...earlier, dropped: later.dropped ?? 0, tail: later.tail };
  return trimText(
    earlier.tail === undefined
      ? { ...earlier, text: `${earlier.text}\n${later.text}` }
      : { ...earlier, tail: `${earlier.tail}\n${later.text}` },
  );
}

/** Keeps the first and the last lines of too much text. */
function trimText(output: Text): Text {
  const { text, tail, dropped = 0 } = output;
  if (tail === undefined) {
    if (text.length <= 2 * MAX_TEXT) return output;
    const end = text.lastIndexOf("\n", MAX_TEXT);
    const [first, rest] = end < 0 ? [MAX_TEXT, MAX_TEXT] : [end, end + 1];
    return trimText({ ...output, text: text.slice(0, first), dropped, tail: text.slice(rest) });
  }
  if (tail.length <= 2 * MAX_TEXT) return output;
  const cut = tail.length - MAX_TEXT;
  const lineEnd = tail.indexOf("\n", cut);
  const start = lineEnd < 0 ? cut : lineEnd + 1;
  return { ...output, dropped: dropped + countLines(tail, start), tail: tail.slice(start) };
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return Math.max(lines, 1);
}

/** Removes outputs until the rest is within the bounds: those after the first ones, never the newest. */
function makeRoom(list: OutputList): OutputList {
  const entries = [...list.entries];
  let weight = entries.reduce((sum, entry) => sum + weightOf(entry.output), 0);
  while (entries.length > 1 && (entries.length > MAX_ENTRIES || weight > MAX_WEIGHT)) {
    const [removed] = entries.splice(Math.min(FIRST_ENTRIES, entries.length - 2), 1);
    weight -= removed === undefined ? 0 : weightOf(removed.output);
  }
  const dropped = list.entries.length - entries.length;
  return dropped === 0 ? list : { ...list, entries, dropped: list.dropped + dropped };
}

function keyOf(output: Output): string | null {
  return "key" in output ? `${output.type}:${output.key}` : null;
}

function countLeaves(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countLeaves(item), 0);
  if (typeof value === "string") return 1 + value.length / 8;
  if (typeof value === "object" && value !== null) return countLeaves(Object.values(value));
  return 1;
}
