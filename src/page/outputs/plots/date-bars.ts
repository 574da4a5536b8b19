import { DAY, MONTH, roundUpTime } from "../../../protocol/plot-dates.ts";

/** A bar of a histogram of dates, in milliseconds since 1970. */
interface DateBar {
  readonly start: number;
  readonly end: number;
}

/** As in the chart. */
const MOST_BARS = 500;
/** Plotly's weeks begin on Sundays, and 1970 on a Thursday. */
const FIRST_SUNDAY = 3 * DAY;

/** Bars of about the width that Plotly gives them: whole months, weeks from Sunday, or shorter. */
export function dateBars(dates: readonly number[], number: number): readonly DateBar[] {
  const low = dates.reduce((least, date) => Math.min(least, date), Number.POSITIVE_INFINITY);
  const high = dates.reduce((most, date) => Math.max(most, date), Number.NEGATIVE_INFINITY);
  const width = roundUpTime((high - low) / Math.min(number, MOST_BARS) || DAY);
  const edge = width >= MONTH ? monthEdge(low, Math.round(width / MONTH)) : timeEdge(low, width);
  const bars: DateBar[] = [];
  for (let index = 0; edge(index) <= high; index += 1)
    bars.push({ start: edge(index), end: edge(index + 1) });
  return bars;
}

/** Where each bar begins. */
type Edge = (index: number) => number;

function timeEdge(low: number, width: number): Edge {
  const origin = width > DAY ? FIRST_SUNDAY : 0;
  const first = Math.floor((low - origin) / width) * width + origin;
  return (index) => first + index * width;
}

function monthEdge(low: number, months: number): Edge {
  const date = new Date(low);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = Math.floor(month / months) * months;
  return (index) => {
    const edge = new Date(0);
    return edge.setUTCFullYear(0, first + index * months, 1);
  };
}
