import { english } from "./english/english.ts";

/** Everything that the page says by itself. The English dictionary defines what there is. */
export type Words = typeof english;

/**
 * The dictionary of the page's language. Read it when something is drawn or said, not while a module is loaded, since
 * the language is not known then.
 */
export let words: Words = english;

/** What separates the whole from the decimals of a number. */
export let decimalMark = ".";

/** Has everything that is drawn from now on use a dictionary. */
export function speak(dictionary: Words): void {
  words = dictionary;
  const parts = new Intl.NumberFormat(dictionary.language).formatToParts(0.5);
  decimalMark = parts.find(({ type }) => type === "decimal")?.value ?? ".";
}
