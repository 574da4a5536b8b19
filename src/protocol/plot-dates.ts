/** The form of Plotly's dates (`DATETIME_REGEXP` in its `src/lib/dates.js`). `Date.parse` reads far more as a date. */
const DATE =
  /^\s*(?<year>-?\d{4}|\d{2})(-(?<month>\d{1,2})(-(?<day>\d{1,2})([ Tt](?<hour>[01]?\d|2[0-3])(:(?<minute>[0-5]\d)(:(?<second>[0-5]\d(\.\d+)?))?(Z|z|[+-]\d{2}(:?\d{2})?)?)?)?)?)?\s*$/;

/** A date as milliseconds since 1970, as Plotly reads it: time zones are ignored. Null for any other text. */
export function plotDate(text: string): number | null {
  const {
    year,
    month = "1",
    day = "1",
    hour = "0",
    minute = "0",
    second = "0",
  } = DATE.exec(text)?.groups ?? {};
  if (year === undefined) return null;
  const date = new Date(0);
  date.setUTCFullYear(fullYear(year), Number(month) - 1, Number(day));
  // A month or a day that does not exist moves the date to another month.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  return date.getTime() + (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000;
}

/** Two digits are one of the 100 years that began 70 years ago. */
function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  const first = new Date().getUTCFullYear() - 70;
  return first + ((Number(year) + 2000 - first) % 100);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
/** Of a month on average. */
export const MONTH = YEAR / 12;

/** The widths that Plotly gives to the bars of dates, in milliseconds. */
const WIDTHS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12].map((each) => each * HOUR),
  ...[1, 2, 3, 7, 14].map((each) => each * DAY),
  ...[1, 2, 3, 6].map((each) => each * MONTH),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((each) => each * YEAR),
];
const LONGEST = 10_000 * YEAR;

/** The next width that Plotly gives to the bars of dates. */
export function roundUpTime(size: number): number {
  return WIDTHS.find((width) => width >= size * (1 - 1e-9)) ?? LONGEST;
}

/** Steps that divide the widths of longer bars, so that each step is in one bar. Months begin with a day. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 30].map((each) => each * SECOND),
  ...[1, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((each) => each * HOUR),
];
const MAXIMUM_STEPS = 40_000;

/** The longest step that is not longer than `most`, or whole days where a range would have too many of it. */
export function timeStep(most: number, range: number): number {
  const step = STEPS.findLast((each) => each <= most) ?? 1;
  return range / step <= MAXIMUM_STEPS ? step : Math.ceil(range / MAXIMUM_STEPS / DAY) * DAY;
}
