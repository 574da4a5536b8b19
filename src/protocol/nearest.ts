/** The known name that is most similar to `name`, or null if none is similar. */
export function nearest(name: string, known: readonly string[]): string | null {
  const limit = mostEdits(name);
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    // Of those that differ as much, the one of the same case, or else of the same length.
    .toSorted(
      (a, b) =>
        a.distance - b.distance ||
        editDistance(name, a.candidate) - editDistance(name, b.candidate) ||
        Math.abs(name.length - a.candidate.length) - Math.abs(name.length - b.candidate.length),
    );
  return ranked[0]?.candidate ?? null;
}

/** Names of one letter are all alike. */
function mostEdits({ length }: string): number {
  if (length < 2) return 0;
  return length < 5 ? 1 : 2;
}

/**
 * How many letters to insert, remove, replace, or swap with the next one, so that `a` becomes `b` (the distance of
 * Damerau and Levenshtein, in its simple form); 3 if it is larger than 2 because of the lengths.
 */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let above: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const changed = at(row, j - 1) + (isSame ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? at(above, j - 2) + 1 : changed;
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, changed, swapped));
    }
    [above, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
