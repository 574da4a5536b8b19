import type { Json } from "../../protocol/json.ts";
import { type Bars, barsOf, type Histogram, objectOf } from "./histogram-bars.ts";

type Trace = Readonly<Record<string, Json>>;

/** Texts and numbers that are counted one by one. */
const MAXIMUM_DIFFERENT = 5_000;

/**
 * Histograms of more values than the page takes, as their counts: each different value once or, if there are very many,
 * each step of its axis, with the number of its values as a weight. Those whose values already have weights, or are too
 * many texts, stay as they are.
 *
 * @param maximum the most values that the page takes
 */
export function countHistograms(traces: readonly Trace[], layout: Trace, maximum: number): readonly Trace[] {
  const histograms = traces.map(toHistogram);
  const groups = traces.map((trace, index) => groupOf(trace, layout) ?? index);
  const bars = new Map<Json, Bars | null>();
  return traces.map((trace, index) => {
    const histogram = histograms[index] ?? null;
    const group = groups[index] ?? null;
    if (histogram === null || histogram.values.length <= maximum) return trace;
    if (!bars.has(group)) {
      const alike = histograms.flatMap((each, at) => (each !== null && groups[at] === group ? [each] : []));
      bars.set(group, barsOf(alike));
    }
    return countValues(histogram, bars.get(group) ?? null) ?? trace;
  });
}

/** Null if it is none, or the other axis has weights for its values. */
function toHistogram(trace: Trace): Histogram | null {
  const { type, x, y } = trace;
  if (type !== "histogram" || (Array.isArray(x) && Array.isArray(y))) return null;
  if (Array.isArray(x)) return { trace, axis: "x", values: x };
  return Array.isArray(y) ? { trace, axis: "y", values: y } : null;
}

/** The histograms whose bars Plotly makes alike: of the same axes, unless they cover each other. */
function groupOf({ bingroup = null, xaxis = "x", yaxis = "y", x }: Trace, { barmode }: Trace): string | null {
  if (typeof bingroup === "string" && bingroup !== "") return `group ${bingroup}`;
  return barmode === "overlay" ? null : [xaxis, yaxis, Array.isArray(x)].join();
}

function countValues(histogram: Histogram, bars: Bars | null): Trace | null {
  const counts = countEach(histogram.values) ?? (bars === null ? null : countSteps(histogram.values, bars));
  if (counts === null) return null;
  const { trace, axis } = histogram;
  return {
    ...trace,
    ...(bars === null ? {} : askedBars(histogram, bars)),
    [axis]: [...counts.keys()],
    [axis === "x" ? "y" : "x"]: [...counts.values()],
    histfunc: "sum",
    orientation: axis === "x" ? "v" : "h",
  };
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

/** How many values are in each step, by its middle. */
function countSteps(values: readonly Json[], { start, step, scale }: Bars): ReadonlyMap<Json, number> {
  const counts = new Map<number, number>();
  for (const value of values) {
    const position = scale.read(value);
    if (position === null) continue;
    const index = Math.floor((position - start) / step);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  return new Map([...counts].map(([index, count]) => [scale.write(start + (index + 0.5) * step), count]));
}

/** What makes Plotly choose these bars: it would choose fewer, since it gets fewer values. */
function askedBars({ trace, axis }: Histogram, { number, size }: Bars): Trace {
  const given = objectOf(trace[`${axis}bins`]);
  if (typeof given["size"] === "number") return { [`${axis}bins`]: { ...given, size } };
  return { [`nbins${axis}`]: number };
}
