import type { Json } from "../../protocol/json.ts";

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
  /** Where one of them begins. */
  readonly start: number;
  readonly size: number;
}

/** As many as the page draws. */
const MAXIMUM_BARS = 500;

/**
 * The bars that Plotly would make of all values together; null if they are not numbers, all the same, or too
 * far apart.
 *
 * @param histograms those whose bars it makes alike
 */
export function barsOf(histograms: readonly Histogram[]): Bars | null {
  const values = histograms.flatMap((histogram) => histogram.values.filter((value) => value !== null));
  const numbers = values.map(numberOf).filter((value) => value !== null);
  const low = numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const range = high - low;
  if (numbers.length < values.length || range <= 0 || !Number.isFinite(range)) return null;
  const asked = histograms.map(({ trace, axis }) => trace[`nbins${axis}`]).find(isCount);
  const number = Math.min(MAXIMUM_BARS, asked ?? Math.max(1, Math.ceil(range / widthFor(numbers))));
  const chosen = given(histograms, "size").find((size) => size > 0) ?? roundUp(range / number);
  const size = Math.max(chosen, range / MAXIMUM_BARS);
  const [start = Math.floor(low / size) * size] = given(histograms, "start");
  return { number, start, size };
}

/** What Plotly rounds up to the width of a bar: not smaller than the differences between the values. */
function widthFor(numbers: readonly number[]): number {
  const { length } = numbers;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / length;
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
  // 0.9, since it rounds 1 up to 2.
  return Math.max(0.9 * smallestDifference(numbers), (2 * Math.sqrt(variance)) / length ** 0.4);
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
export function numberOf(value: Json): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && value >= 1;
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundUp(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return factor * power;
}
