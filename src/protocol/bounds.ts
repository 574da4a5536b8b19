import * as v from "valibot";

/*
 * A message of bounded length can still hold more than the page can draw in time: a label of two million letters, a
 * table of 400 000 columns. What is over a bound is cut off where messages are parsed. The runtime keeps to smaller
 * ones itself and says what it leaves out, so that these meet only what was forged.
 */

/** A text; what is longer is cut. */
export function shortText(letters: number) {
  return v.pipe(
    v.string(),
    v.transform((text) => (text.length > letters ? `${text.slice(0, letters)}…` : text)),
  );
}

/** A list; entries after the first `length` are neither looked at nor kept. */
export function shortList<Item extends v.GenericSchema>(item: Item, length: number) {
  return v.pipe(v.array(v.unknown()), v.transform(first(length)), v.array(item));
}

/** A record; of its keys only the first `length` are looked at and kept. */
export function shortRecord<Value extends v.GenericSchema>(value: Value, length: number) {
  return v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((record) => Object.fromEntries(Object.entries(record).slice(0, length))),
    v.record(shortText(200), value),
  );
}

/**
 * Before a tree is validated, which costs more than parsing it did: all lists called `entries` in it, whatever their
 * depth, hold at most `count` things together, in the order in which one reads them.
 */
export function withFewEntries(count: number): (tree: unknown) => unknown {
  return (tree) => {
    let left = count;
    const prune = (value: unknown): unknown => {
      if (typeof value !== "object" || value === null) return value;
      if (Array.isArray(value)) return value.map(prune);
      if (!("entries" in value) || !Array.isArray(value.entries)) return value;
      const kept = value.entries.slice(0, Math.max(0, left));
      left -= kept.length;
      return { ...value, entries: kept.map(prune) };
    };
    return prune(tree);
  };
}

function first(length: number): (list: unknown[]) => unknown[] {
  return (list) => (list.length > length ? list.slice(0, length) : list);
}
