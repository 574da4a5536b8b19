import * as v from "valibot";
import { type SearchIndex, StoredSection } from "./search-index.ts";
import { markTerms, passageOf, type TextPart } from "./terms.ts";

/** A section that a search has found. */
export interface Found {
  readonly lesson: string;
  readonly lessonTitle: string;
  readonly lang: string;
  readonly fragment: string;
  readonly title: readonly TextPart[];
  readonly passage: readonly TextPart[];
}

export interface Findings {
  /** The best first. */
  readonly found: readonly Found[];
  /** The number of all sections found, which may be more than in `found`. */
  readonly total: number;
}

/** Shorter words have too many that are similar. */
const SHORTEST_FUZZY = 5;

/**
 * Finds the sections with all words of the query, or words that begin with them or differ in a letter or two.
 * @param limit the number of sections to return at most.
 */
export function findSections({ lessons, sections }: SearchIndex, query: string, limit: number): Findings {
  const results = sections.search(query, {
    combineWith: "AND",
    prefix: true,
    fuzzy: (term) => (term.length < SHORTEST_FUZZY ? false : 0.2),
    boost: { title: 3 },
  });
  const found = results.slice(0, limit).flatMap(({ terms, ...stored }) => {
    const section = v.safeParse(StoredSection, stored);
    return section.success ? [toFound(section.output, new Set(terms), lessons)] : [];
  });
  return { found, total: results.length };
}

function toFound(
  { lesson, fragment, title, text }: StoredSection,
  terms: ReadonlySet<string>,
  lessons: SearchIndex["lessons"],
): Found {
  return {
    lesson,
    lessonTitle: lessons[lesson]?.title ?? lesson,
    lang: lessons[lesson]?.lang ?? "",
    fragment,
    title: markTerms(title, terms),
    passage: passageOf(text, terms),
  };
}
