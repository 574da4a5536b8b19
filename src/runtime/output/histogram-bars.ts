import type { Json } from "../../protocol/json.ts";
import { plotDate, roundUpTime, timeStep } from "../../protocol/plot-dates.ts";

type Trace = Readonly<Record<string, Json>>;

/** A histogram whose values have no weights. */
export interface Histogram {
  readonly trace: Trace;
  readonly axis: "x" | "y";
  readonly values: readonly Json[];
}

/** The bars of the histograms of an axis. */
export interface Bars {
  /** The most of them that Plotly is asked for. */
  readonly number: number;
  readonly size: number;
  /** The steps in which values are counted, and where one of them begins. */
  readonly step: number;
  readonly start: number;
  readonly scale: Scale;
}

/** How Plotly reads the values of an axis, and rounds the width of their bars. */
interface Scale {
  readonly read: (value: Json) => number | null;
  readonly write: (position: number) => Json;
  readonly roundUp: (size: number) => number;
  readonly stepOf: (size: number, range: number) => number;
}

/** As many as the page draws. */
const MAXIMUM_BARS = 500;
/** Steps within a bar: Plotly may move its bars by half of one. */
const STEPS = 10;

const NUMBERS: Scale = {
  read: numberOf,
  write: (position) => position,
  roundUp,
  stepOf: (size) => size / STEPS,
};

const DATES: Scale = {
  read: dateOf,
  write: (position) => new Date(position).toISOString(),
  roundUp: roundUpTime,
  stepOf: (size, range) => timeStep(size / STEPS, range),
};

/**
 * The bars that Plotly would make of all values together; null if they are neither numbers nor dates, all the same, or too
 * far apart.
 *
 * @param histograms those whose bars it makes alike
 */
export function barsOf(histograms: readonly Histogram[]): Bars | null {
  const values = histograms.flatMap((histogram) => histogram.values.filter((value) => value !== null));
  const numbers = readAll(values, NUMBERS);
  const [scale, positions] = numbers === null ? [DATES, readAll(values, DATES)] : [NUMBERS, numbers];
  if (positions === null) return null;
  const low = positions.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = positions.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const range = high - low;
  if (range <= 0 || !Number.isFinite(range)) return null;
  const asked = histograms.map(({ trace, axis }) => trace[`nbins${axis}`]).find(isCount);
  const number = Math.min(MAXIMUM_BARS, asked ?? numberFor(range, widthFor(positions), scale));
  const chosen = given(histograms, "size").find((size) => size > 0) ?? scale.roundUp(range / number);
  const size = Math.max(chosen, range / MAXIMUM_BARS);
  const [start = Math.floor(low / size) * size] = given(histograms, "start");
  const step = scale.stepOf(size, range);
  // Steps of dates begin where days do.
  return { number, size, step, start: scale === DATES ? 0 : start, scale };
}

/** The positions of values on an axis; null if one of them has none. */
function readAll(values: readonly Json[], { read }: Scale): readonly number[] | null {
  const positions: number[] = [];
  for (const value of values) {
    const position = read(value);
    if (position === null) return null;
    positions.push(position);
  }
  return positions;
}

/** How many bars make Plotly round their width to what it would choose for it. */
function numberFor(range: number, width: number, { roundUp: round }: Scale): number {
  const most = Math.max(1, Math.ceil(range / width));
  const fewer = Math.max(1, Math.floor(range / width));
  return [most, fewer].find((number) => round(range / number) === round(width)) ?? most;
}

/** What Plotly rounds up to the width of a bar: hardly smaller than the differences between the values. */
function widthFor(numbers: readonly number[]): number {
  const { length } = numbers;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / length;
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  return Math.max(roundDown(smallestDifference(numbers)), (2 * Math.sqrt(variance)) / length ** 0.4);
}

/** With more different numbers than this, their smallest difference does not matter. */
const MAXIMUM_DIFFERENT = 5_000;

function smallestDifference(numbers: readonly number[]): number {
  const different = new Set<number>();
  for (const value of numbers) {
    different.add(value);
    if (different.size > MAXIMUM_DIFFERENT) return 0;
  }
  const sorted = [...different].sort((one, other) => one - other);
  return sorted
    .slice(1)
    .reduce(
      (least, value, index) => Math.min(least, value - (sorted[index] ?? value)),
      Number.POSITIVE_INFINITY,
    );
}

/** The numbers that the traces give for their bars. */
function given(histograms: readonly Histogram[], key: "start" | "size"): readonly number[] {
  return histograms
    .map(({ trace, axis }) => objectOf(trace[`${axis}bins`])[key])
    .filter((value) => typeof value === "number");
}

export function objectOf(value: Json | undefined): Trace {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Trace) : {};
}

/** As Plotly reads it: a number, also as text. */
function numberOf(value: Json): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A date before the year 0 is written in a way that Plotly does not read. */
function dateOf(value: Json): number | null {
  const date = typeof value === "string" && numberOf(value) === null ? plotDate(value) : null;
  return date === null || date < FIRST_DATE ? null : date;
}

const FIRST_DATE = Date.parse("0000-01-01T00:00:00Z");

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && value >= 1;
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The last of 0.9, 1.9, 4.9, 9.9, 19, … that is not larger: Plotly rounds it up to 1, 2, 5, 10, 20, … */
function roundDown(size: number): number {
  if (size <= 0 || !Number.isFinite(size)) return 0;
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [9.9, 4.9, 1.9].find((each) => each * power <= size) ?? 0.9;
  return factor * power;
}
