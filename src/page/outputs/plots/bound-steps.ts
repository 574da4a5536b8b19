import type { Json } from "../../../protocol/json.ts";
import { isObject, type JsonObject, listOf, objectOf } from "./plot-json.ts";

/** The most bins on an axis, and levels of a contour plot: Plotly goes through all of them, whether or not there is data. */
const MAXIMUM_STEPS = 500;
/** A violin's outline has three points for each bandwidth. */
const BANDWIDTHS = 300;

/** Milliseconds of a month: Plotly writes steps of months as `M3`. */
const MONTH = 30 * 86_400_000;

type Axis = "x" | "y";

/** Where the bins of a trace can be on an axis. */
interface BinRange {
  /** The axis on which Plotly makes the bins of all traces alike; null for all axes. */
  readonly group: Json;
  readonly ends: readonly number[];
}

/** Removes steps so small that Plotly would compute for minutes; Plotly then chooses its own. */
export function boundSteps(traces: readonly JsonObject[]): {
  readonly traces: readonly JsonObject[];
  /** Whether any step was replaced. */
  readonly isChanged: boolean;
} {
  const ranges = { x: binRanges(traces, "x"), y: binRanges(traces, "y") };
  const bounded = traces.map((trace) => {
    const binned = (["x", "y"] as const).reduce(
      (result, axis) => withBoundBins(result, axis, ranges[axis]),
      trace,
    );
    return withBoundBandwidth(withBoundContours(binned));
  });
  return { traces: bounded, isChanged: bounded.some((trace, index) => trace !== traces[index]) };
}

function withBoundBins(trace: JsonObject, axis: Axis, ranges: readonly BinRange[]): JsonObject {
  const [count, bins] = [`nbins${axis}`, `${axis}bins`];
  const counted = withBoundCount(trace, count);
  if (!(bins in trace)) return counted;
  const size = stepOf(objectOf(trace[bins])["size"]);
  const all = ranges.flatMap(({ group, ends }) =>
    group === null || group === groupOf(trace, axis) ? ends : [],
  );
  const range = all.length === 0 ? null : ([smallest(all), largest(all)] as const);
  // With ends but no size, Plotly's own size may not suit the ends.
  return size !== null && fits(range, size) ? counted : without(counted, bins);
}

function binRanges(traces: readonly JsonObject[], axis: Axis): readonly BinRange[] {
  if (!traces.some((trace) => `${axis}bins` in trace)) return [];
  const binned = traces.filter((trace) => String(trace["type"]).startsWith("histogram"));
  // A `bingroup` joins bins of several axes.
  const isOneGroup = binned.some((trace) => "bingroup" in trace);
  return binned.map((trace) => ({
    group: isOneGroup ? null : groupOf(trace, axis),
    ends: endsOf(trace, axis),
  }));
}

function groupOf(trace: JsonObject, axis: Axis): Json {
  return trace[`${axis}axis`] ?? axis;
}

/** Where the bins of a trace begin and end: as given, else with its data. */
function endsOf(trace: JsonObject, axis: Axis): readonly number[] {
  const bins = objectOf(trace[`${axis}bins`]);
  const [start, end] = [numberOf(bins["start"]), numberOf(bins["end"])];
  const values = start === null || end === null ? numbersOf(trace[axis]) : [];
  const data = values.length === 0 ? [] : [smallest(values), largest(values)];
  const [first = null, last = null] = data;
  return [start ?? first, end ?? last].filter((value) => value !== null);
}

function withBoundCount(trace: JsonObject, key: string): JsonObject {
  if (!(key in trace)) return trace;
  const count = numberOf(trace[key]);
  if (count !== null && count <= MAXIMUM_STEPS) return trace;
  return count === null ? without(trace, key) : { ...trace, [key]: MAXIMUM_STEPS };
}

/** Also the contours in space, which have those of each axis. */
function withBoundContours(trace: JsonObject): JsonObject {
  const counted = withBoundCount(trace, "ncontours");
  const contours = trace["contours"];
  if (!isObject(contours)) return counted;
  const bounded = withBoundLevels(contours);
  const ofAxes = ["x", "y", "z"].flatMap((axis) => {
    const levels = contours[axis];
    if (!isObject(levels)) return [];
    const changed = withBoundLevels(levels);
    return changed === levels ? [] : [[axis, changed] as const];
  });
  if (bounded === contours && ofAxes.length === 0) return counted;
  return { ...counted, contours: { ...bounded, ...Object.fromEntries(ofAxes) } };
}

function withBoundLevels(contours: JsonObject): JsonObject {
  if (!("size" in contours)) return contours;
  const [start, end] = [numberOf(contours["start"]), numberOf(contours["end"])];
  const size = stepOf(contours["size"]);
  // Without both ends, Plotly chooses the levels itself.
  const range = start === null || end === null ? null : ([start, end] as const);
  return size === null || range === null || fits(range, size)
    ? contours
    : without(contours, "size", "start", "end");
}

function withBoundBandwidth(trace: JsonObject): JsonObject {
  if (!("bandwidth" in trace)) return trace;
  const bandwidth = numberOf(trace["bandwidth"]);
  if (bandwidth === null || bandwidth <= 0) return without(trace, "bandwidth");
  const values = numbersOf(trace[trace["orientation"] === "h" ? "x" : "y"]);
  const least = values.length === 0 ? 0 : (largest(values) - smallest(values)) / BANDWIDTHS;
  return bandwidth >= least ? trace : { ...trace, bandwidth: least };
}

function fits(range: readonly [number, number] | null, size: number): boolean {
  if (range === null || size <= 0) return false;
  const [start, end] = range;
  // Plotly swaps the ends of levels in the wrong order.
  return Math.abs(end - start) / size <= MAXIMUM_STEPS;
}

function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** The size of a bin or level; null if none is given, and 0 if it cannot be one. */
function stepOf(size: Json | undefined): number | null {
  if (size === undefined || size === null) return null;
  const [, months = null] = typeof size === "string" ? (/^M(\d+)$/.exec(size) ?? []) : [];
  return months === null ? (numberOf(size) ?? 0) : Number(months) * MONTH;
}

function numbersOf(list: Json | undefined): readonly number[] {
  return listOf(list)
    .map(numberOf)
    .filter((value) => value !== null);
}

/** As Plotly reads it: a number, also as text, or a date. */
function numberOf(value: Json | undefined): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  const read = Number.isNaN(number) ? Date.parse(value) : number;
  return Number.isFinite(read) ? read : null;
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
