import type { SolutionAccess } from "../solution-access.ts";

/** What keeps a lesson or its solutions from being published. */
export interface Restrictions {
  /** `draft: true`: shown while it is written, and not published. */
  readonly draft: boolean;
  /** Null if it is not said. */
  readonly solutions: SolutionAccess | null;
}

/** `draft: true`, also with other capitals, in quotes, indented, or in braces or a list. */
const KEY = /^[ \t>{[,-]*(["']?)(draft|solutions?)\1[ \t]*:[ \t]*(.*)$/gim;
/** A line with which the text of a lesson begins, rather than YAML. */
const TEXT = /^(?: {0,3}#{2,6}[ \t]| {0,3}(?:```|~~~|:::))/m;

/**
 * What front matter that cannot be read may have said: in doubt, the lesson is a draft and its solutions are withheld,
 * since what has been published cannot be taken back.
 */
export function likelyRestrictions(yaml: string): Restrictions {
  const found = Array.from(yaml.matchAll(KEY), ([, , key = "", value = ""]) => ({
    isDraftKey: key.toLowerCase() === "draft",
    value,
  }));
  const isDraft = found.some(({ isDraftKey, value }) => isDraftKey && !isFalse(value));
  const isWithheld = found.some(({ isDraftKey }) => !isDraftKey);
  return { draft: isDraft, solutions: isWithheld ? "withheld" : null };
}

function isFalse(value: string): boolean {
  return /^false[ \t]*(?:#.*)?$/i.test(value);
}

/** The beginning of a text without front matter that may have been meant as such: all before the text proper. */
export function likelyFrontMatter(text: string): string {
  const [head = ""] = text.split(TEXT, 1);
  return head;
}

/** Says for how long a mistake has which consequence; empty if it has none. */
export function consequence({ draft, solutions }: Restrictions): string {
  const parts = [
    ...(draft ? ["the lesson is a draft"] : []),
    ...(solutions === "withheld" ? ["its solutions are withheld"] : []),
  ];
  return parts.length === 0 ? "" : ` Until then, ${parts.join(", and ")}.`;
}
