import { cpus } from "node:os";

/** A line of the results. */
export interface Measurement {
  readonly name: string;
  readonly value: string;
  /** What it should be, if the project has set a goal. */
  readonly goal?: string;
}

/** The processor, on which every time depends. */
export function processor(): Measurement {
  const [first] = cpus();
  return { name: "processor", value: `${first?.model ?? "unknown"}, ${cpus().length} threads` };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? upper;
  return (lower + upper) / 2;
}

/** The median with the smallest and the largest value. */
export function spread(values: readonly number[], unit: string, digits = 1): string {
  const [smallest, largest] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} ${unit} (${smallest.toFixed(digits)} to ${largest.toFixed(digits)}, n = ${values.length})`;
}

export function formatTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, value, goal }) => [name, value, goal ?? ""]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 4));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
