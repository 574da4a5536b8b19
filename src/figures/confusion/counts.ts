/** counts[actual][predicted] */
export type Counts = readonly (readonly number[])[];

/** How many examples there are of a class. */
export function examplesOf(counts: Counts, actual: number): number {
  return (counts[actual] ?? []).reduce((sum, count) => sum + count, 0);
}

/** The share of all examples that were taken for what they are; 0 of none. */
export function accuracyOf(counts: Counts): number {
  const total = counts.reduce((sum, _, actual) => sum + examplesOf(counts, actual), 0);
  const right = counts.reduce((sum, row, actual) => sum + (row[actual] ?? 0), 0);
  return total === 0 ? 0 : right / total;
}

export interface Confused {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** The pairs of classes that are most often taken one for the other, most frequent first; none that never are. */
export function mostConfused(counts: Counts, howMany: number): Confused[] {
  const pairs = counts.flatMap((row, actual) =>
    row.flatMap((count, predicted) =>
      actual === predicted || count === 0 ? [] : [{ actual, predicted, count }],
    ),
  );
  return pairs.toSorted((a, b) => b.count - a.count).slice(0, howMany);
}
