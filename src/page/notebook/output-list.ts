import type { CellError } from "../../protocol/event.ts";
import type { Output, Text } from "../../protocol/output.ts";

/** The error that ended a run. `inCheck`: it was thrown in an exercise's check, whose code the student cannot see. */
export interface ShownError {
  readonly error: CellError;
  readonly inCheck: boolean;
}

export interface Entry {
  /** Unique in its list. */
  readonly id: number;
  readonly output: Output;
}

/** What a cell shows. Its size is bounded, however much a run sends. */
export interface OutputList {
  readonly entries: readonly Entry[];
  readonly error: ShownError | null;
  /** How many outputs were removed to make room for later ones. */
  readonly dropped: number;
  /** From a run before the last reload, restart or press of Run. */
  readonly old: boolean;
  /** Made while a synthetic dataset replaced a real one. */
  readonly synthetic: boolean;
  readonly nextId: number;
}

export const NO_OUTPUTS: OutputList = {
  entries: [],
  error: null,
  dropped: 0,
  old: false,
  synthetic: false,
  nextId: 1,
};

export function isEmpty({ entries, error }: OutputList): boolean {
  return entries.length === 0 && error === null;
}

export function markOld(list: OutputList): OutputList {
  return isEmpty(list) ? list : { ...list, old: true };
}

const MAX_ENTRIES = 200;
const MAX_WEIGHT = 48_000_000;
/** Text is trimmed to this length when it is twice as long, so that a flood does not copy it at every line. */
const MAX_TEXT = 200_000;

/** Adds an output. It replaces the one with the same key; text is appended to text of the same stream. */
export function addOutput(list: OutputList, output: Output): OutputList {
  const key = keyOf(output);
  const index = key === null ? -1 : list.entries.findIndex((entry) => keyOf(entry.output) === key);
  if (index >= 0) return replaceAt(list, index, output);
  const last = list.entries.at(-1);
  if (output.type === "text" && last?.output.type === "text" && last.output.stream === output.stream) {
    return replaceAt(list, list.entries.length - 1, joinText(last.output, output));
  }
  const entries = [
    ...list.entries,
    { id: list.nextId, output: output.type === "text" ? trimText(output) : output },
  ];
  return makeRoom({ ...list, entries, nextId: list.nextId + 1 });
}

/** The approximate size of an output in bytes, to bound lists and storage. */
export function weightOf(output: Output): number {
  switch (output.type) {
    case "image":
      return output.rgba.length;
    case "text":
      return output.text.length;
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
    entries: list.entries.map((entry, at) => (at === index ? { id: entry.id, output } : entry)),
  };
}

function joinText(earlier: Text, later: Text): Text {
  const gap = earlier.text.endsWith("\n") || earlier.text === "" ? "" : "\n";
  const dropped = (earlier.dropped ?? 0) + (later.dropped ?? 0);
  return trimText({ ...earlier, text: earlier.text + gap + later.text, ...(dropped > 0 ? { dropped } : {}) });
}

function trimText(output: Text): Text {
  if (output.text.length <= 2 * MAX_TEXT) return output;
  const cut = output.text.length - MAX_TEXT;
  const lineEnd = output.text.indexOf("\n", cut);
  const start = lineEnd < 0 ? cut : lineEnd + 1;
  return {
    ...output,
    text: output.text.slice(start),
    dropped: (output.dropped ?? 0) + countLines(output.text, start),
  };
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return Math.max(lines, 1);
}

function makeRoom(list: OutputList): OutputList {
  let weight = list.entries.reduce((sum, entry) => sum + weightOf(entry.output), 0);
  let first = 0;
  while (
    first < list.entries.length - 1 &&
    (list.entries.length - first > MAX_ENTRIES || weight > MAX_WEIGHT)
  ) {
    const entry = list.entries[first];
    weight -= entry === undefined ? 0 : weightOf(entry.output);
    first += 1;
  }
  return first === 0 ? list : { ...list, entries: list.entries.slice(first), dropped: list.dropped + first };
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
