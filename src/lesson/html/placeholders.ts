/**
 * Places in Markdown's HTML for what must not go through the sanitiser: formulas (DOMPurify spoils their MathML),
 * and ids of headings and footnotes (it prefixes those that authors write in HTML).
 *
 * A place is an element or attribute with a number. After sanitising, it is found again as serialised markup:
 * `<` in text and `"` in attributes are escaped there, so nothing but a real element or attribute can look like it,
 * and a forged one can only repeat what the lesson itself contains.
 */
export interface Slots {
  /** Markup to emit where `html` shall stand. */
  readonly element: (html: string) => string;
  /** An attribute to emit (first in its tag) where `id="…"` shall stand. */
  readonly id: (id: string) => string;
  /** Puts everything in its place. */
  readonly fill: (sanitized: string) => string;
}

export const SLOT_ATTRIBUTE = "data-lectern-slot";
export const ID_ATTRIBUTE = "data-lectern-id";

const SLOT = new RegExp(`<span ${SLOT_ATTRIBUTE}="(\\d+)"></span>`, "g");
const ID = new RegExp(`<([a-z][a-z0-9]*) ${ID_ATTRIBUTE}="(\\d+)"`, "g");

export function createSlots(): Slots {
  const elements: string[] = [];
  const ids: string[] = [];
  return {
    element: (html) => `<span ${SLOT_ATTRIBUTE}="${elements.push(html) - 1}"></span>`,
    id: (id) => `${ID_ATTRIBUTE}="${ids.push(id) - 1}"`,
    fill: (sanitized) =>
      sanitized
        .replace(ID, (_, tag: string, index: string) => {
          const id = ids[Number(index)];
          return id === undefined ? `<${tag}` : `<${tag} id="${id}"`;
        })
        .replace(SLOT, (_, index: string) => elements[Number(index)] ?? ""),
  };
}
