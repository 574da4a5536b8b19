import { decimalMark } from "../../../words/words.ts";

export { formatCount } from "../../../words/plural.ts";

const MINUS = "−";

/** A number with at most `digits` decimals, no trailing zeros, and a real minus sign. */
export function formatNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const rounded = Number(value.toFixed(digits));
  return withMark(rounded < 0 ? `${MINUS}${-rounded}` : `${Math.abs(rounded)}`);
}

/** As `formatNumber`, in TeX. */
export function texNumber(value: number, digits = 2): string {
  return withTexMark(formatNumber(value, digits));
}

/** A weight: ninths and sixteenths as fractions, since blur kernels have them; otherwise as `formatNumber`. */
export function formatWeight(value: number): string {
  if (Number.isInteger(value)) return formatNumber(value);
  for (const parts of [9, 16]) {
    const share = value * parts;
    if (Math.abs(share - Math.round(share)) < 1e-9 && !Number.isInteger(value * 4)) {
      return `${formatNumber(share)}/${parts}`;
    }
  }
  return formatNumber(value);
}

/** A large count in three digits with k, M or G: "1.23 M". */
export function formatShortCount(value: number): string {
  const units = [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const;
  for (const [size, unit] of units) {
    if (value >= size * 0.9995)
      return `${withMark(String(Number((value / size).toPrecision(3))))}\u202f${unit}`;
  }
  return String(value);
}

/** A share from 0 to 1 in percent: "12 %", "<1 %" for a share that would round to 0. */
export function formatPercent(share: number, digits = 0): string {
  if (Number.isNaN(share)) return "NaN";
  const smallest = 10 ** -digits;
  const percent = 100 * share;
  const text =
    percent > 0 && percent < smallest / 2 ? `<${smallest.toFixed(digits)}` : percent.toFixed(digits);
  return `${withMark(text)}\u202f%`;
}

/** With a capital letter, as at the beginning of a sentence. */
export function capitalise(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Height × width: "28 × 28". */
export function formatSize({ height, width }: { readonly height: number; readonly width: number }): string {
  return `${height} × ${width}`;
}

/** Parses a typed number (`-2`, `−0.5`, `1/9`); null if it is not a number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replaceAll(MINUS, "-").replace(",", ".");
  const fraction = /^(-?\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(plain);
  if (fraction !== null) {
    const value = Number(fraction[1]) / Number(fraction[2]);
    return Number.isFinite(value) ? value : null;
  }
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** As `withMark`, in TeX, which sets a space after a comma unless it is in braces. */
export function withTexMark(number: string): string {
  return withMark(number).replace(",", "{,}");
}

/** A number in the notation of code, with the decimal mark of the page's language. */
export function withMark(number: string): string {
  return number.replace(".", decimalMark);
}
