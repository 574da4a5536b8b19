import type { FigureWords } from "./figure-words.ts";
import { dictionaryFor } from "./languages.ts";
import { speak, type Words, words } from "./words.ts";

/**
 * Has everything that follows speak a page's language, or English if its dictionary cannot be loaded.
 * @param tag as a BCP 47 tag.
 * @returns null if there is nothing to wait for.
 */
export function speakIn(tag: string): Promise<void> | null {
  const dictionary = dictionaryFor(tag);
  return dictionary === null ? null : speakFrom(dictionary.page);
}

async function speakFrom(load: () => Promise<Words>): Promise<void> {
  const dictionary = await load().catch(() => null);
  if (dictionary !== null) speak(dictionary);
}

/** Has figures speak the language of the page around them. The code of a page without figures lacks their words. */
export function speakLikePage(): Promise<void> | null {
  const dictionary = dictionaryFor(words.language);
  return dictionary === null ? null : speakInFiguresFrom(dictionary.figures);
}

/** @throws if the dictionary cannot be loaded; the figure is then offered again. */
async function speakInFiguresFrom(load: () => Promise<FigureWords>): Promise<void> {
  const [{ speakInFigures }, dictionary] = await Promise.all([import("./figure-words.ts"), load()]);
  speakInFigures(dictionary);
}
