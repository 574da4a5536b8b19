import type { Token } from "marked";
import { isStatement, type Kind, kindOfId } from "../kinds.ts";
import { captionsOf, type TableCaptionToken } from "../markdown/caption-syntax.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { headingAttributes, isHeading } from "../markdown/heading-syntax.ts";
import { imageAttributes, soleImage } from "../markdown/image-syntax.ts";
import { isMath, type MathToken } from "../markdown/math-syntax.ts";
import { childTokens, descendants, tokensInNotes } from "../markdown/offsets.ts";
import { type EquationLabel, type EquationReference, equationRows } from "./equation-tex.ts";

/** A part of a lesson with a number: `Figure 3`. */
export interface NumberedPart {
  readonly kind: Kind;
  /** The number as it is shown, such as `3` or, of a section, `2.1`. */
  readonly number: string;
  /** From 1, among those of its kind. */
  readonly count: number;
}

/** A display formula with its numbers, in the order of its rows. */
export interface NumberedEquation {
  readonly token: MathToken;
  readonly rows: readonly NumberedRow[];
  readonly references: readonly EquationReference[];
  readonly stars: readonly number[];
}

interface NumberedRow {
  readonly labels: readonly EquationLabel[];
  /** The number, or the author's own tag; null for a row without one. */
  readonly number: string | null;
  /** Where to insert the number; null where the author has written a tag. */
  readonly insertAt: number | null;
}

/** The numbers of a lesson's parts, before their ids are known. */
export interface Numbers {
  /** The number of a figure, picture, table, section, exercise, theorem or the like. */
  readonly of: (token: Token) => NumberedPart | null;
  readonly parts: readonly (readonly [Token, NumberedPart])[];
  readonly equations: readonly NumberedEquation[];
  /** The captions of tables, also of those without a number. */
  readonly captions: ReadonlyMap<Token, TableCaptionToken>;
}

/** @param withSections whether sections have numbers. */
export function numberParts(tokens: readonly Token[], withSections: boolean): Numbers {
  const counter = new Counter();
  const parts: (readonly [Token, NumberedPart])[] = [];
  const equations: NumberedEquation[] = [];
  const captions = new Map<Token, TableCaptionToken>(captionsOf(tokens));
  // The page does not show them, so a number would seem to be missing.
  const hidden = new Set(tokensInNotes(tokens));
  for (const token of descendants(tokens)) {
    for (const [table, caption] of captionsOf(childTokens(token))) captions.set(table, caption);
    if (isMath(token)) equations.push(...counter.equation(token, !hidden.has(token)));
    else if (hidden.has(token)) continue;
    else if (isHeading(token) && withSections) {
      const isUnnumbered = headingAttributes(token).classes.includes("unnumbered");
      if (!isUnnumbered) parts.push([token, counter.section(Math.max(2, token.depth))]);
    } else {
      const kind = kindOf(token, captions);
      if (kind !== null) parts.push([token, counter.next(kind)]);
    }
  }
  const byToken = new Map(parts);
  return {
    of: (token) => byToken.get(token) ?? null,
    parts,
    equations,
    captions,
  };
}

function kindOf(token: Token, captions: ReadonlyMap<Token, TableCaptionToken>): Kind | null {
  if (isDiv(token)) return kindOfDiv(token);
  if (captions.has(token)) return "table";
  const image = soleImage(token);
  const id = image && imageAttributes(image).id;
  return id && kindOfId(id) === "figure" ? "figure" : null;
}

/** What a div is by its classes or its id; null for one without a number. */
function kindOfDiv({ attributes: { classes, id } }: DivToken): Kind | null {
  const named = (["figure", "exercise"] as const).find((name) => classes.includes(name));
  if (named !== undefined) return named;
  if (classes.includes("quiz")) return "exercise";
  const kind = id === null ? null : kindOfId(id);
  return kind === "figure" || kind === "table" || isStatement(kind) ? kind : null;
}

class Counter {
  readonly #counts = new Map<Kind, number>();
  readonly #sections: number[] = [];

  next(kind: Kind): NumberedPart {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return { kind, number: String(count), count };
  }

  /** @param level 2 for the highest. */
  section(level: number): NumberedPart {
    const { count } = this.next("section");
    const depth = level - 1;
    while (this.#sections.length < depth) this.#sections.push(0);
    this.#sections.length = depth;
    this.#sections[depth - 1] = (this.#sections[depth - 1] ?? 0) + 1;
    return { kind: "section", number: this.#sections.join("."), count };
  }

  /** A formula with numbers, labels or references in it; none for any other. In a line or in notes, it has no numbers. */
  equation(token: MathToken, isCounted: boolean): NumberedEquation[] {
    const { rows, references, stars } = equationRows(token.tex, token.attributes.id !== null);
    const isNumbering = isCounted && token.display;
    const numbered = rows.map(({ labels, tag, isNumbered, end }) => ({
      labels,
      number: isNumbered && isNumbering ? this.next("equation").number : tag,
      insertAt: isNumbered && isNumbering ? end : null,
    }));
    const isPlain = numbered.every(({ labels, number }) => labels.length === 0 && number === null);
    return isPlain && references.length === 0 ? [] : [{ token, rows: numbered, references, stars }];
  }
}
