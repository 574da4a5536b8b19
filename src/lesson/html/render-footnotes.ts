import type { Token, Tokens } from "marked";
import type { Footnote } from "../markdown/footnotes.ts";
import type { ReferenceWords } from "../reference-words.ts";
import type { Placeholders } from "./placeholders.ts";

type FootnoteWords = Pick<ReferenceWords, "footnote" | "footnotes" | "backToFootnote">;

/** The raised number in the text that leads to a footnote. */
export function footnoteMark(
  token: Tokens.Generic,
  words: FootnoteWords,
  placeholders: Placeholders,
): string {
  const number = String(token["id"]);
  const id = placeholders.id(referenceId(number, Number(token["index"])));
  return `<sup><a ${id} href="#footnote-${number}" class="footnote-ref" aria-label="${words.footnote(number)}">${number}</a></sup>`;
}

function referenceId(number: string, index: number): string {
  return `footnote-${number}-ref${index > 0 ? `-${index + 1}` : ""}`;
}

/** The list of footnotes at the end of a lesson, not sanitised yet. */
export function footnoteList(
  footnotes: readonly Footnote[],
  words: FootnoteWords,
  placeholders: Placeholders,
  render: (tokens: readonly Token[]) => string,
): string {
  const items = footnotes.map(({ content, references }, index) => {
    const number = String(index + 1);
    const back = Array.from({ length: references }, (_, reference) =>
      backLink(number, reference, words),
    ).join(" ");
    return `<li ${placeholders.id(`footnote-${number}`)}>\n${appendInside(render(content), back)}\n</li>\n`;
  });
  return `<section class="footnotes" aria-label="${words.footnotes}">\n<ol>\n${items.join("")}</ol>\n</section>\n`;
}

function backLink(number: string, index: number, words: FootnoteWords): string {
  const nth = index > 0 ? `<sup>${index + 1}</sup>` : "";
  return `<a href="#${referenceId(number, index)}" class="footnote-back" aria-label="${words.backToFootnote(number, index + 1)}">↩${nth}</a>`;
}

/** Into the last paragraph, so that the arrow is not on a line by itself. */
function appendInside(html: string, back: string): string {
  const trimmed = html.trimEnd();
  return trimmed.endsWith("</p>") ? `${trimmed.slice(0, -"</p>".length)} ${back}</p>` : `${trimmed} ${back}`;
}
