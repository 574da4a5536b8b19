import type { Names } from "./author-names.ts";

/** A work of the literature, from a BibTeX file. */
export interface Entry {
  readonly key: string;
  /** In lower case, such as `article`. */
  readonly type: string;
  readonly authors: Names;
  readonly editors: Names;
  /** Null if it has none. */
  readonly year: string | null;
  /** The other fields as they are written, in LaTeX, by their names in lower case. */
  readonly fields: ReadonlyMap<string, string>;
}

/** The works that lessons can cite. */
export interface Bibliography {
  /** The names of its files, for messages. */
  readonly files: readonly string[];
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Several files as one; of entries with the same key, the first counts. */
export function joinBibliographies(all: readonly Bibliography[]): Bibliography | null {
  if (all.length === 0) return null;
  const entries = all.toReversed().flatMap((one) => [...one.entries]);
  return { files: all.flatMap(({ files }) => files), entries: new Map(entries) };
}
