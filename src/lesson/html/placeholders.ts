/**
 * Placeholders in Markdown's HTML for what must not go through the sanitiser: formulas (DOMPurify spoils their
 * MathML), and ids of headings and footnotes (it prefixes those that authors write in HTML).
 *
 * A placeholder is an element or attribute with a number. After sanitising, it is found again as serialised markup:
 * `<` in text and `"` in attributes are escaped there, so only a real element or attribute can look like it, and a
 * forged one can only repeat what the lesson itself contains.
 */
export interface Placeholders {
  /** Markup that `html` later replaces. */
  readonly element: (html: string) => string;
  /** An attribute, the first in its tag, that `id="…"` later replaces. */
  readonly id: (id: string) => string;
  /** Replaces all placeholders in sanitised HTML, and begins again with the first number. */
  readonly fill: (sanitized: string) => string;
}

export const ELEMENT_ATTRIBUTE = "data-lectern-slot";
export const ID_ATTRIBUTE = "data-lectern-id";

const ELEMENT = new RegExp(`<span ${ELEMENT_ATTRIBUTE}="(\\d+)"></span>`, "g");
const ID = new RegExp(`<([a-z][a-z0-9]*) ${ID_ATTRIBUTE}="(\\d+)"`, "g");

export function createPlaceholders(): Placeholders {
  let elements: string[] = [];
  let ids: string[] = [];
  return {
    element: (html) => `<span ${ELEMENT_ATTRIBUTE}="${elements.push(html) - 1}"></span>`,
    id: (id) => `${ID_ATTRIBUTE}="${ids.push(id) - 1}"`,
    fill(sanitized) {
      const filled = sanitized
        .replace(ID, (_, tag: string, index: string) => {
          const id = ids[Number(index)];
          return id === undefined ? `<${tag}` : `<${tag} id="${id}"`;
        })
        .replace(ELEMENT, (_, index: string) => elements[Number(index)] ?? "");
      elements = [];
      ids = [];
      return filled;
    },
  };
}
