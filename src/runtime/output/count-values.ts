import type { Json } from "../../protocol/json.ts";

type Trace = Readonly<Record<string, Json>>;

/** About as many bars as Plotly chooses for so many values. */
const BARS = 100;
/** Steps within a bar, which Plotly may divide in another way: it gives the traces of an axis the same bars. */
const STEPS = 10;

/** Texts and numbers that are counted one by one. */
const MAXIMUM_DIFFERENT = 5_000;

/**
 * A histogram of more values than the page takes, as one of their counts: each different value once or, if there are
 * very many, each step of its axis, with the number of its values as a weight. Null if the values already have weights,
 * or if they are too many texts.
 */
export function countValues(trace: Trace): Trace | null {
  const axis = axisOf(trace);
  if (axis === null) return null;
  const { values } = axis;
  const counts = countEach(values);
  if (counts !== null) return weighted(trace, axis, counts, {});
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === 0 ? null : countSteps(trace, axis, numbers);
}

interface Axis {
  readonly name: "x" | "y";
  /** The axis of the counts. */
  readonly other: "x" | "y";
  readonly values: readonly Json[];
}

/** The axis that has the values; null if the other one has weights for them. */
function axisOf({ x, y, orientation }: Trace): Axis | null {
  const lists = [x, y].filter((list) => Array.isArray(list));
  const [values] = lists;
  if (values === undefined || lists.length > 1) return null;
  const isFlat = values === y || (orientation === "h" && values !== x);
  return isFlat ? { name: "y", other: "x", values } : { name: "x", other: "y", values };
}

/** How often there is each value; null if they are too many. */
function countEach(values: readonly Json[]): ReadonlyMap<Json, number> | null {
  const counts = new Map<Json, number>();
  for (const value of values) {
    if (value === null) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > MAXIMUM_DIFFERENT) return null;
  }
  return counts;
}

function countSteps(trace: Trace, axis: Axis, numbers: readonly number[]): Trace {
  const [low, high] = numbers.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  const bins = binsOf(trace, axis.name, low, high);
  const step = bins.size / STEPS;
  const counts = new Map<number, number>();
  for (const value of numbers) {
    const index = Math.floor((value - bins.start) / step);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  const middles = [...counts].map(([index, count]) => [bins.start + (index + 0.5) * step, count] as const);
  return weighted(trace, axis, new Map(middles), { [`${axis.name}bins`]: bins });
}

/** The bars that the trace asks for, else about as many of a round size. */
function binsOf(trace: Trace, axis: "x" | "y", low: number, high: number) {
  const given = numbersIn(trace[`${axis}bins`]);
  const bars = trace[`nbins${axis}`];
  const number = typeof bars === "number" && bars >= 1 ? Math.min(bars, MAXIMUM_BARS) : BARS;
  const smallest = (high - low) / MAXIMUM_BARS;
  const size = Math.max(given.size ?? roundUp((high - low) / number), smallest);
  const start = given.start ?? Math.floor(low / size) * size;
  const end = given.end ?? start + (Math.floor((high - start) / size) + 1) * size;
  return { start, end, size };
}

interface Bins {
  readonly start?: number;
  readonly end?: number;
  readonly size?: number;
}

function numbersIn(bins: Json | undefined): Bins {
  const entries = Object.entries(bins ?? {}).filter(([, value]) => typeof value === "number");
  return Object.fromEntries(entries);
}

/** As many as the page draws. */
const MAXIMUM_BARS = 500;

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function weighted(
  trace: Trace,
  { name, other }: Axis,
  counts: ReadonlyMap<Json, number>,
  bins: Trace,
): Trace {
  return {
    ...trace,
    ...bins,
    [name]: [...counts.keys()],
    [other]: [...counts.values()],
    histfunc: "sum",
    orientation: name === "y" ? "h" : "v",
  };
}
