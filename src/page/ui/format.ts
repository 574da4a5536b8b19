import { withMark } from "../../figures/parts/text/format.ts";

export { formatCount, formatPercent, withMark } from "../../figures/parts/text/format.ts";

/** At most six significant digits, with the decimal mark of the page's language. */
export function formatSignificant(value: number): string {
  return withMark(significant(value));
}

/** A number of the reader's data: at most six significant digits, as in code, except for a real minus sign. */
export function significant(value: number): string {
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  return text.replace("-", "−");
}

/** A size in memory: "812 B", "4.8 kB", "31.4 MB", "1.2 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] =
    bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${size < 99.95 ? withMark(size.toFixed(1)) : Math.round(size)} ${unit}`;
}

/** How long something took: "12 ms", "1.8 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 999.5) return `${ms < 9.95 && ms > 0 ? round(ms, 1) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${withMark(seconds.toFixed(1))} s`;
  return wholeSeconds(Math.round(seconds));
}

/** `59 s`, then `1 min 0 s`. */
export function wholeSeconds(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The duration of a training step: with one decimal below 10 ms, since readers compare steps. */
export function stepDuration(ms: number): string {
  return ms < 10 ? `${withMark(ms.toFixed(1))} ms` : duration(ms);
}

function round(value: number, digits: number): string {
  return withMark(value.toFixed(digits).replace(/\.?0+$/, ""));
}
