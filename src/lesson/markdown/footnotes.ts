import type { Token, Tokens } from "marked";
import type { LessonContext } from "../context.ts";

/** A footnote that is referred to, as `marked-footnote` gives it: in the order of the first references. */
export interface Footnote {
  readonly label: string;
  readonly content: readonly Token[];
  readonly references: number;
}

/** The footnotes that the lesson's text refers to. */
export function footnotesIn(tokens: readonly Token[]): Footnote[] {
  const holder = tokens.find(({ type }) => type === "footnotes");
  const items: unknown = holder && "items" in holder ? holder.items : [];
  return Array.isArray(items) ? items.filter(isFootnoteToken).map(toFootnote) : [];
}

interface FootnoteToken extends Tokens.Generic {
  readonly label: string;
  readonly content: Token[];
  readonly refs: readonly unknown[];
}

export function isFootnoteToken(value: unknown): value is FootnoteToken {
  return (
    typeof value === "object" && value !== null && "label" in value && "content" in value && "refs" in value
  );
}

function toFootnote({ label, content, refs }: FootnoteToken): Footnote {
  return { label, content, references: refs.length };
}

/** The raised number in the text that leads to a footnote. */
export function footnoteMark(token: Tokens.Generic, context: LessonContext): string {
  const number = String(token["id"]);
  const id = context.slots.id(referenceId(number, Number(token["index"])));
  return `<sup><a ${id} href="#footnote-${number}" class="footnote-ref" aria-label="Footnote ${number}">${number}</a></sup>`;
}

function referenceId(number: string, index: number): string {
  return `footnote-${number}-ref${index > 0 ? `-${index + 1}` : ""}`;
}

/** The list of footnotes at the end of a lesson, for the sanitiser. */
export function footnoteList(
  footnotes: readonly Footnote[],
  context: LessonContext,
  render: (tokens: readonly Token[]) => string,
): string {
  const items = footnotes.map(({ content, references }, index) => {
    const number = String(index + 1);
    const back = Array.from({ length: references }, (_, reference) => backLink(number, reference)).join(" ");
    return `<li ${context.slots.id(`footnote-${number}`)}>\n${appendInside(render(content), back)}\n</li>\n`;
  });
  return `<section class="footnotes" aria-label="Footnotes">\n<ol>\n${items.join("")}</ol>\n</section>\n`;
}

function backLink(number: string, index: number): string {
  const place = index > 0 ? `, place ${index + 1}` : "";
  const nth = index > 0 ? `<sup>${index + 1}</sup>` : "";
  return `<a href="#${referenceId(number, index)}" class="footnote-back" aria-label="Back to the text of footnote ${number}${place}">↩${nth}</a>`;
}

/** Into the last paragraph, so that the arrow does not stand alone. */
function appendInside(html: string, back: string): string {
  const trimmed = html.trimEnd();
  return trimmed.endsWith("</p>") ? `${trimmed.slice(0, -"</p>".length)} ${back}</p>` : `${trimmed} ${back}`;
}
