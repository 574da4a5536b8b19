import type { Inspected } from "../../protocol/output.ts";
import { formatCount } from "../ui/format.ts";

type List = Extract<Inspected, { readonly entries: unknown }>;

/** Longer strings are easier to read one by one. */
const MAXIMUM_STRING = 24;

/**
 * A list of plain values, or a nested one such as a matrix, as NumPy prints it: a row per innermost list, the values
 * below each other. Null for anything else.
 */
export function rowsOfValues(value: Inspected): string | null {
  if (!isList(value) || value.entries.length === 0 || !isPlain(value)) return null;
  return layOut(value, columnWidths(value), 0);
}

/** A list of plain values on one line of at most `maximum` characters; null for anything else. */
export function listOnLine(value: Inspected, maximum: number): string | null {
  if (!isList(value) || !isPlain(value)) return null;
  const parts: string[] = [];
  let length = 0;
  for (const [, entry] of value.entries) {
    const text = isList(entry) ? (listOnLine(entry, maximum - length) ?? "") : textOf(entry);
    length += text.length + 2;
    if (length > maximum) break;
    parts.push(text);
  }
  return `[${[...parts, ...(parts.length < value.size ? ["…"] : [])].join(", ")}]`;
}

function isList(value: Inspected): value is List {
  return value.kind === "array" || value.kind === "typed-array";
}

/** Whether there are only plain values in it, and lists of them where one is; what the runtime cut off does not count. */
function isPlain({ entries }: List): boolean {
  const isNested = entries.some(([, entry]) => isList(entry));
  return entries.every(([, entry]) => {
    if (entry.kind === "cut") return isNested;
    if (isList(entry)) return isNested && isPlain(entry);
    if (isNested || entry.kind !== "primitive") return false;
    return entry.type !== "string" || entry.text.length <= MAXIMUM_STRING;
  });
}

function textOf(value: Inspected): string {
  if (value.kind !== "primitive") return "[…]";
  return value.type === "string" ? JSON.stringify(value.text) : value.text;
}

/** The width of the longest value in each column of the innermost lists. */
function columnWidths({ entries }: List): readonly number[] {
  const widths: number[] = [];
  entries.forEach(([, entry], index) => {
    if (!isList(entry)) widths[index] = Math.max(widths[index] ?? 0, textOf(entry).length);
    else
      columnWidths(entry).forEach((width, column) => {
        widths[column] = Math.max(widths[column] ?? 0, width);
      });
  });
  return widths;
}

function layOut(list: List, widths: readonly number[], depth: number): string {
  const isNested = list.entries.some(([, entry]) => isList(entry));
  const parts = list.entries.map(([, entry], index) =>
    isList(entry)
      ? layOut(entry, widths, depth + 1)
      : textOf(entry).padStart(isNested ? 0 : (widths[index] ?? 0)),
  );
  const all = list.hidden > 0 ? [...parts, `… ${formatCount(list.hidden)} more`] : parts;
  return `[${all.join(isNested ? `,\n${" ".repeat(depth + 1)}` : ", ")}]`;
}
