/** Scores → probabilities that sum to 1: e^score over the sum of all of them. Empty for no scores. */
export function softmax(scores: readonly number[]): readonly number[] {
  // The largest score is taken off first: the quotients stay the same and e^score cannot overflow.
  const largest = scores.reduce((best, score) => Math.max(best, score), Number.NEGATIVE_INFINITY);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}
