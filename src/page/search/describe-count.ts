import type { Findings } from "../../search/find.ts";
import { words } from "../../words/words.ts";

/** How many sections were found, or what to do if none was. */
export function describeCount({ found, total }: Findings, query: string): string {
  if (total === 0) return words.search.none(query);
  if (total > found.length) return words.search.best(found.length, total);
  return words.search.results(total);
}
