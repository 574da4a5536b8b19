import type { Token } from "marked";
import type { TableCaptionToken } from "../markdown/caption-syntax.ts";

/** What rendering shows of the numbers in a lesson. */
export interface Numbering {
  /** The id and the label, such as `Figure 3`, of a table with a caption, its caption, or a paragraph that is a picture. */
  readonly captioned: (token: Token) => Captioned | null;
  readonly tableCaption: (table: Token) => TableCaptionToken | null;
  /** The number of a heading's section, or null. */
  readonly section: (heading: Token) => string | null;
  readonly equation: (token: Token) => NumberedFormula | null;
}

export interface Captioned {
  readonly id: string | null;
  /** Null for a table in notes, which has no number. */
  readonly label: string | null;
}

/** A formula with its numbers and references written into its TeX. */
export interface NumberedFormula {
  readonly tex: string;
  /** The offset in the TeX as it was written. */
  readonly original: (offset: number) => number;
  readonly ids: readonly string[];
  /** The number of each row that has one, or is to have none. */
  readonly numbers: readonly string[];
  /** What it is called: `Equation 3`; null if it has no number. */
  readonly label: string | null;
}

/** For texts whose parts have no numbers. */
export const NO_NUMBERING: Numbering = {
  captioned: () => null,
  tableCaption: () => null,
  section: () => null,
  equation: () => null,
};
