import type { Token, Tokens } from "marked";

/** A footnote with references, from `marked-footnote`, which orders them by their first reference. */
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
