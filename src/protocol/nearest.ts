/** The known name that is most similar to `name`, or null if none is similar. */
export function nearest(name: string, known: readonly string[]): string | null {
  const limit = name.length < 5 ? 1 : 2;
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    // Of those that differ as much, the one of the same case.
    .toSorted(
      (a, b) => a.distance - b.distance || editDistance(name, a.candidate) - editDistance(name, b.candidate),
    );
  return ranked[0]?.candidate ?? null;
}

/** The Levenshtein distance; 3 if it is larger than 2 because of the lengths. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [i, character] of [...a].entries()) {
    let diagonal = i;
    row = row.reduce<number[]>((next, above, column) => {
      const left = next.at(-1) ?? i + 1;
      const cost =
        column === 0
          ? i + 1
          : Math.min(above + 1, left + 1, diagonal + (b[column - 1] === character ? 0 : 1));
      diagonal = above;
      next.push(cost);
      return next;
    }, []);
  }
  return row.at(-1) ?? 0;
}
