import { words } from "../../words/words.ts";
import type { Code } from "./code-behind.ts";

/** In characters: of a line, and of what is shown around a difference in a longer one. */
const MAXIMUM_LINE = 48;
const CONTEXT = 18;
const MAXIMUM_LINES = 2;

/** What an earlier run's code had in place of the code now, such as `filters: 8`. */
export function describeDifference(before: Code, now: Code): string {
  const removed = linesOnlyIn(before, now);
  const added = linesOnlyIn(now, before);
  if (removed.length + added.length === 0) return words.training.sameCode;
  if (removed.length === 0) return words.training.without(list(added, []));
  return list(removed, added);
}

/** The lines of code that the same cell of the other does not have. Comments and spaces do not count. */
function linesOnlyIn(code: Code, other: Code): readonly string[] {
  const texts = new Map(other.map(({ cell, source }) => [cell, new Set(linesOf(source))]));
  return code.flatMap(({ cell, source }) => linesOf(source).filter((line) => !texts.get(cell)?.has(line)));
}

function linesOf(source: string): readonly string[] {
  return source
    .split("\n")
    .map((line) => line.replace(/(^|\s)\/\/.*$/, "").trim())
    .filter((line) => line !== "" && !/^[\])};,]+$/.test(line));
}

function list(lines: readonly string[], counterparts: readonly string[]): string {
  const isPaired = lines.length === counterparts.length;
  const shown = lines
    .slice(0, MAXIMUM_LINES)
    .map((line, index) => shorten(line, isPaired ? (counterparts[index] ?? "") : ""));
  const more = lines.length - shown.length;
  return `${shown.join(" · ")}${more > 0 ? ` · ${words.training.moreLines(more)}` : ""}`;
}

/** A long line around what is different from its counterpart. */
function shorten(line: string, counterpart: string): string {
  const plain = line.replace(/[,;]$/, "");
  if (plain.length <= MAXIMUM_LINE) return plain;
  let start = 0;
  while (start < plain.length && plain[start] === counterpart[start]) start += 1;
  const from = start > CONTEXT && counterpart !== "" ? start - CONTEXT : 0;
  const to = Math.min(plain.length, from + MAXIMUM_LINE);
  return `${from > 0 ? "…" : ""}${plain.slice(from, to)}${to < plain.length ? "…" : ""}`;
}
