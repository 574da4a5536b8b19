import * as v from "valibot";
import { recordOf } from "./record-of.ts";

/*
 * A message of bounded length can still contain more than the page can draw in time: a label of two million
 * characters, a table of 400 000 columns. Parsing cuts whatever exceeds a bound. The runtime has lower bounds of its own
 * and says what it leaves out, so only forged messages reach these.
 */

/** A text; a longer one is cut. */
export function shortText(length: number) {
  return v.pipe(
    v.string(),
    v.transform((text) => (text.length > length ? `${text.slice(0, length)}…` : text)),
  );
}

/** A list. Entries after the first `length` are dropped without validation. */
export function shortList<Item extends v.GenericSchema>(item: Item, length: number) {
  return v.pipe(v.array(v.unknown()), v.transform(first(length)), v.array(item));
}

/** A record. Keys after the first `length` are dropped without validation. */
export function shortRecord<Value extends v.GenericSchema>(value: Value, length: number) {
  return v.pipe(
    recordOf(v.string(), v.unknown()),
    v.transform((record) => Object.fromEntries(Object.entries(record).slice(0, length))),
    recordOf(shortText(200), value),
  );
}

/**
 * Limits a tree before it is validated, which costs more than parsing it: all lists named `entries`, at any depth,
 * have at most `count` items together, in reading order.
 */
export function withFewEntries(count: number): (tree: unknown) => unknown {
  return (tree) => {
    let remaining = count;
    const prune = (value: unknown): unknown => {
      if (typeof value !== "object" || value === null) return value;
      if (Array.isArray(value)) return value.map(prune);
      if (!("entries" in value) || !Array.isArray(value.entries)) return value;
      const entries = value.entries.slice(0, Math.max(0, remaining));
      remaining -= entries.length;
      return { ...value, entries: entries.map(prune) };
    };
    return prune(tree);
  };
}

function first(length: number): (list: unknown[]) => unknown[] {
  return (list) => (list.length > length ? list.slice(0, length) : list);
}
