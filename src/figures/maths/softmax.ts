/** Scores → probabilities that sum to 1: exp(score) / Σ exp(score). Empty for no scores. */
export function softmax(scores: readonly number[]): readonly number[] {
  // Subtracting the largest score keeps exp from overflowing and leaves the quotients unchanged.
  const largest = scores.reduce((best, score) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
