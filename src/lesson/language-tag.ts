/** The language of courses and lessons that name none. */
export const DEFAULT_LANGUAGE = "en";

/** Whether the text is the tag of a language that has a name, such as `de` or `pt-BR`. */
export function isLanguage(tag: string): boolean {
  try {
    return new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(tag) !== undefined;
  } catch {
    return false;
  }
}
