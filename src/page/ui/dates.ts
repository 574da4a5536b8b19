import { words } from "../../words/words.ts";

/** A day and a time of day in the page's language, as its reader writes them, and in the reader's time zone. */
export function formatDate(date: Date): string {
  return date.toLocaleString(dateLocales(navigator.languages), { dateStyle: "medium", timeStyle: "short" });
}

/** A time of day as the reader's clock shows it. It has few words, so the page's language does not matter. */
export function formatClock(date: Date): string {
  return date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

/**
 * The locales for dates on the page: the reader's own ones of the page's language come first. Plain `en` would write
 * the dates of the United States for everyone.
 * @param preferred the reader's languages as BCP 47 tags, the best first.
 */
export function dateLocales(preferred: readonly string[]): readonly string[] {
  const language = words.language.toLowerCase();
  const own = preferred.filter((tag) => tag.toLowerCase().split("-")[0] === language);
  return [...own, words.language];
}
