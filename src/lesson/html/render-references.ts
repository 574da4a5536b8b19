import type { ReferencePart, ReferenceToken } from "../markdown/reference-syntax.ts";
import type { ReferenceWords } from "../reference-words.ts";
import { escapeHtml } from "./escape-html.ts";
import { encodePath } from "./finish-links.ts";
import type { Placeholders } from "./placeholders.ts";

/** A resolved reference: links with the text between them. */
export function referenceLinks({ parts }: ReferenceToken, placeholders: Placeholders): string {
  return parts.map((part) => partHtml(part, placeholders)).join("");
}

function partHtml({ text, target, id }: ReferencePart, placeholders: Placeholders): string {
  if (target === null) return escapeHtml(text);
  const anchor = id === null ? "" : ` ${placeholders.id(id)}`;
  const { lesson, id: fragment } = target;
  const file = lesson === null ? "" : encodePath(lesson);
  return `<a${anchor} href="${file}#${fragment}" class="reference">${escapeHtml(text)}</a>`;
}

/** A work in the list of references. */
export interface ReferenceItem {
  readonly id: string;
  /** What it is called: `LeCun et al. 1998`. */
  readonly name: string;
  /** Its entry as HTML. */
  readonly html: string;
  /** The ids of the places that cite it. */
  readonly citedAt: readonly string[];
}

/** The list of references, not sanitised yet. */
export function referenceList(
  items: readonly ReferenceItem[],
  words: Pick<ReferenceWords, "references" | "backToCitation">,
  placeholders: Placeholders,
): string {
  const entries = items.map(({ id, name, html, citedAt }) => {
    const back = citedAt
      .map((anchor, index) => backLink(anchor, index, words.backToCitation(name, index + 1)))
      .join(" ");
    return `<li ${placeholders.id(id)}>${html} ${back}</li>\n`;
  });
  return `<section class="references" aria-label="${escapeHtml(words.references)}">\n<ul>\n${entries.join("")}</ul>\n</section>\n`;
}

function backLink(id: string, index: number, label: string): string {
  const nth = index > 0 ? `<sup>${index + 1}</sup>` : "";
  return `<a href="#${id}" class="footnote-back" aria-label="${escapeHtml(label)}">↩${nth}</a>`;
}
