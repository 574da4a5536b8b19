import { dictionaryFor } from "./languages.ts";
import { speak, type Words } from "./words.ts";

/**
 * Has everything that follows speak a page's language, or English if its dictionary cannot be loaded.
 * @param tag as a BCP 47 tag.
 * @returns null if there is nothing to wait for.
 */
export function speakIn(tag: string): Promise<void> | null {
  const load = dictionaryFor(tag);
  return load === null ? null : speakFrom(load);
}

async function speakFrom(load: () => Promise<Words>): Promise<void> {
  const dictionary = await load().catch(() => null);
  if (dictionary !== null) speak(dictionary);
}
