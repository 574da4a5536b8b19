import type { Json } from "../../../protocol/json.ts";
import { plotDate } from "../../../protocol/plot-dates.ts";
import { words } from "../../../words/words.ts";
import type { Numbers } from "../numbers-table.tsx";
import { dateBars } from "./date-bars.ts";
import { cellText, nameOf } from "./number-texts.ts";
import { type JsonObject, listOf, objectOf } from "./plot-json.ts";

/** How many values are in each bar of a histogram. */
export function histogramNumbers(trace: JsonObject): Numbers {
  const values = numbersIn(valuesOf(trace));
  if (values.length === 0) return dateCounts(trace) ?? categoryCounts(trace);
  const weights = weightsOf(trace);
  const { start, size, count } = binsOf(trace, values);
  const counts = Array.from({ length: count }, () => 0);
  valuesOf(trace).forEach((value, at) => {
    if (typeof value !== "number") return;
    const index = Math.min(count - 1, Math.floor((value - start) / size));
    if (index >= 0) counts[index] = (counts[index] ?? 0) + weights(at);
  });
  return {
    columns: [words.outputs.from, words.outputs.to, words.outputs.numberOfValues],
    rows: counts.map((number, index) =>
      [start + index * size, start + (index + 1) * size, number].map(cellText),
    ),
  };
}

/** Null unless all values are dates. */
function dateCounts(trace: JsonObject): Numbers | null {
  const values = valuesOf(trace);
  const dates = values.map((value) => (typeof value === "string" ? plotDate(value) : null));
  if (dates.length === 0 || dates.includes(null)) return null;
  const known = dates.filter((date) => date !== null);
  const wanted = trace["nbinsx"] ?? trace["nbinsy"];
  const weights = weightsOf(trace);
  const bars = dateBars(known, typeof wanted === "number" && wanted > 0 ? wanted : Math.sqrt(known.length));
  const counts = bars.map(() => 0);
  known.forEach((date, at) => {
    const index = bars.findLastIndex(({ start }) => start <= date);
    counts[index] = (counts[index] ?? 0) + weights(at);
  });
  return {
    columns: [words.outputs.from, words.outputs.to, words.outputs.numberOfValues],
    rows: bars.map(({ start, end }, index) => [dateText(start), dateText(end), cellText(counts[index] ?? 0)]),
  };
}

/** A date without the time of day where that is midnight. */
function dateText(time: number): string {
  return new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/(?: 00:00:00|(?<=:\d\d):00)?(?:\.000)?Z$/, "");
}

function categoryCounts(trace: JsonObject): Numbers {
  const counts = new Map<string, number>();
  const weights = weightsOf(trace);
  valuesOf(trace).forEach((value, at) => {
    counts.set(cellText(value), (counts.get(cellText(value)) ?? 0) + weights(at));
  });
  return {
    columns: [words.outputs.value, words.outputs.numberOfValues],
    rows: [...counts].map(([value, number]) => [value, cellText(number)]),
  };
}

/** The values are those of x or, for a horizontal one, of y. */
function valuesOf(trace: JsonObject): readonly Json[] {
  const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
  return trace["orientation"] === "h" || x.length === 0 ? y : x;
}

/** For how many values each of them stands: the runtime counts those of very long lists. */
function weightsOf(trace: JsonObject): (index: number) => number {
  const values = valuesOf(trace);
  const weights = trace["histfunc"] === "sum" ? listOf(trace[values === trace["x"] ? "y" : "x"]) : [];
  return (index) => {
    const weight = weights[index];
    return typeof weight === "number" ? weight : 1;
  };
}

/** As in the chart. */
const MOST_BINS = 500;

interface Bins {
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

/** The bins that the reader asks for or, as in the chart, about as many as the root of the number of values, of round size. */
function binsOf(trace: JsonObject, values: readonly number[]): Bins {
  const range = [smallest(values), largest(values)] as const;
  const asked = objectOf(trace["xbins"] ?? trace["ybins"]);
  const wanted = trace["nbinsx"] ?? trace["nbinsy"];
  const number = typeof wanted === "number" && wanted > 0 ? wanted : Math.sqrt(values.length);
  const usual = roundUp((range[1] - range[0]) / Math.min(MOST_BINS, Math.max(1, number)) || 1);
  const bins = binsFrom(asked, range, usual);
  return bins.count > MOST_BINS ? binsFrom({}, range, usual) : bins;
}

function binsFrom(asked: JsonObject, [low, high]: readonly [number, number], usual: number): Bins {
  const size = typeof asked["size"] === "number" && asked["size"] > 0 ? asked["size"] : usual;
  const start = typeof asked["start"] === "number" ? asked["start"] : Math.floor(low / size) * size;
  return { start, size, count: Math.max(1, Math.floor((high - start) / size) + 1) };
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Quartiles and mean of each box or violin. */
export function distributionNumbers(traces: readonly JsonObject[]): Numbers {
  const groups = traces.flatMap((trace, index) =>
    groupsOf(trace, nameOf(trace, words.outputs.trace(index + 1))),
  );
  return {
    columns: ["", ...words.outputs.summary],
    rows: groups.map(({ name, values }) => [name, ...summaryOf(values).map(cellText)]),
  };
}

interface Group {
  readonly name: string;
  readonly values: readonly number[];
}

/** The groups that the other axis names; one if it names none. */
function groupsOf(trace: JsonObject, name: string): readonly Group[] {
  const [x, y] = [listOf(trace["x"]), listOf(trace["y"])];
  const isFlat = trace["orientation"] === "h" || y.length === 0;
  const [values, keys] = isFlat ? [x, y] : [y, x];
  if (keys.length === 0) return [{ name, values: numbersIn(values) }];
  const groups = new Map<string, Json[]>();
  values.forEach((value, index) => {
    const key = cellText(keys[index] ?? null);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  });
  const isNamed = typeof trace["name"] === "string";
  return [...groups].map(([key, group]) => ({
    name: isNamed ? `${name}, ${key}` : key,
    values: numbersIn(group),
  }));
}

function summaryOf(values: readonly number[]): readonly Json[] {
  const sorted = values.toSorted((one, other) => one - other);
  const mean = sorted.length === 0 ? null : sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return [sorted.length, ...[0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)), mean];
}

/** Linear between the two nearest values, with 0.5 added to positions, as Plotly's default. */
function quantile(sorted: readonly number[], share: number): number | null {
  const position = Math.min(sorted.length - 1, Math.max(0, share * sorted.length - 0.5));
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}

function numbersIn(values: readonly Json[]): readonly number[] {
  return values.filter((value) => typeof value === "number");
}

function smallest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function largest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
}
