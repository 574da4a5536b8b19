import type { Findings } from "../../search/find.ts";
import { count } from "../ui/format.ts";

/** How many sections were found, or what to do if none was. */
export function describeCount({ found, total }: Findings, query: string): string {
  if (total === 0)
    return `No results for “${query}”. Try fewer words or other ones: a result contains all of them.`;
  if (total > found.length) return `The best ${found.length} of ${total} results. More words narrow them.`;
  return `${count(total, "result")}.`;
}
