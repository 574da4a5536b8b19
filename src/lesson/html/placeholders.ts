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

/** With the brackets, quotes and punctuation that touch it: a few, since of many each would be looked at many times. */
const ELEMENT = new RegExp(
  `([([“‘„]{0,9})<span ${ELEMENT_ATTRIBUTE}="(\\d+)"></span>([-–,.;:!?)\\]”’“…%]{0,9})`,
  "g",
);
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
        .replace(ELEMENT, (_, before: string, index: string, after: string) =>
          tied(before, elements[Number(index)] ?? "", after),
        );
      elements = [];
      ids = [];
      return filled;
    },
  };
}

/** No line ends between a formula and what touches it: browsers would allow it, since its parts are blocks in the line. */
function tied(before: string, html: string, after: string): string {
  const isTied = before + after !== "" && html.startsWith('<span class="katex">');
  return isTied
    ? `<span class="math-tied">${before}${withBreaks(html)}${after}</span>`
    : `${before}${html}${after}`;
}

const PARTS = '<span class="katex-html" aria-hidden="true">';
const PART = '<span class="katex-base">';

/** A line may end between the parts of the formula, so all but the last are in an element that allows it. */
function withBreaks(html: string): string {
  const start = html.indexOf(PARTS) + PARTS.length;
  const last = html.lastIndexOf(PART);
  return last <= start
    ? html
    : `${html.slice(0, start)}<span class="math-parts">${html.slice(start, last)}</span>${html.slice(last)}`;
}
