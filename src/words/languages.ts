import { english } from "./english/english.ts";
import type { FigureWords } from "./figure-words.ts";
import type { Words } from "./words.ts";

interface Dictionary {
  readonly page: () => Promise<Words>;
  readonly figures: () => Promise<FigureWords>;
}

/** The languages of the interface but English, by the first part of their BCP 47 tags. */
const DICTIONARIES: Readonly<Record<string, Dictionary>> = {
  de: {
    page: async () => (await import("./german/german.ts")).german,
    figures: async () => (await import("./german/figures/figures.ts")).figures,
  },
};

/**
 * What loads the dictionaries for a page.
 * @param tag the page's language as a BCP 47 tag, such as `de-AT`.
 * @returns null for English, and for languages without a dictionary: the interface of their pages is English.
 */
export function dictionaryFor(tag: string): Dictionary | null {
  const language = primary(tag);
  return Object.hasOwn(DICTIONARIES, language) ? (DICTIONARIES[language] ?? null) : null;
}

/** Loads all dictionaries, for pages of several languages. Returns what chooses one of them for a page's language. */
export async function allDictionaries(): Promise<(tag: string) => Words> {
  const loaded = await Promise.all(
    Object.entries(DICTIONARIES).map(async ([language, { page }]) => [language, await page()] as const),
  );
  const dictionaries = new Map(loaded);
  return (tag) => dictionaries.get(primary(tag)) ?? english;
}

function primary(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}
