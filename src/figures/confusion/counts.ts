/** The confusion matrix: counts[actual][predicted]. */
export type Counts = readonly (readonly number[])[];

/** The number of examples of a class. */
export function examplesOf(counts: Counts, actual: number): number {
  return (counts[actual] ?? []).reduce((sum, count) => sum + count, 0);
}

/** The share of all examples whose class was predicted correctly, from 0 to 1; 0 if there are none. */
export function accuracyOf(counts: Counts): number {
  const total = counts.reduce((sum, _, actual) => sum + examplesOf(counts, actual), 0);
  const correct = counts.reduce((sum, row, actual) => sum + (row[actual] ?? 0), 0);
  return total === 0 ? 0 : correct / total;
}

export interface ConfusedPair {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
}

/** At most `limit` pairs of classes that are confused, the most frequent first. */
export function mostConfused(counts: Counts, limit: number): ConfusedPair[] {
  const pairs = counts.flatMap((row, actual) =>
    row.flatMap((count, predicted) =>
      actual === predicted || count === 0 ? [] : [{ actual, predicted, count }],
    ),
  );
  return pairs.toSorted((a, b) => b.count - a.count).slice(0, limit);
}
