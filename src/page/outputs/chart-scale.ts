/** The visible range of an axis, and where its ticks are. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** An axis over the values whose ends and ticks are round numbers (1, 2 or 5 times a power of ten). */
export function niceAxis(values: readonly number[], wantedTicks: number): Axis {
  const finite = values.filter(Number.isFinite);
  const least = finite.length === 0 ? 0 : Math.min(...finite);
  const most = finite.length === 0 ? 1 : Math.max(...finite);
  const range = steadyRange(least, most);
  const step = niceStep((range.high - range.low) / Math.max(1, wantedTicks - 1));
  const first = Math.floor(range.low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(range.high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => roundTo(first + index, step));
  return { low: roundTo(first, step), high: roundTo(last, step), ticks };
}

/** At most about `wanted` whole-numbered ticks from 0 to `end`. */
export function wholeTicks(end: number, wanted: number): readonly number[] {
  const step = Math.max(1, niceStep(end / wanted));
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

const SMALLEST = 1e-12;
/** The smallest range that an axis shows, as a share of its largest value: a steadier curve looks flat. */
const STEADIEST = 0.05;

/**
 * The range to show of values from `least` to `most`. It is widened around values that hardly differ, so that noise does
 * not fill the axis; for shares, such as an accuracy, within 0 and 1.
 */
export function steadyRange(least: number, most: number): { readonly low: number; readonly high: number } {
  const size = Math.max(Math.abs(least), Math.abs(most));
  if (size < SMALLEST) return { low: 0, high: 1 };
  const missing = Math.max(0, size * STEADIEST - (most - least));
  const [low, high] = [least - missing / 2, most + missing / 2];
  const above = least >= 0 && most <= 1 ? Math.max(0, high - 1) : 0;
  return { low: low - above, high: high - above };
}

/** The step nearest to `rough`, by ratio. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return (factor < Math.SQRT2 ? 1 : factor < Math.sqrt(10) ? 2 : factor < Math.sqrt(50) ? 5 : 10) * power;
}

function roundTo(steps: number, step: number): number {
  return Number((steps * step).toPrecision(12));
}

/** Maps a range of values to a range of pixels. */
export function linearScale(
  domain: { readonly low: number; readonly high: number },
  range: { readonly from: number; readonly to: number },
): (value: number) => number {
  const span = domain.high - domain.low || 1;
  return (value) => range.from + ((value - domain.low) / span) * (range.to - range.from);
}
