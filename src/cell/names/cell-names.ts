/** In `changes`: something that all code depends on, such as the seed of the random numbers. */
export const EVERYTHING = "*";

/** The names of other cells whose values a cell may change without redeclaring them. */
export interface Changes {
  /** `EVERYTHING` may be among them. */
  readonly changes: readonly string[];
  /** What its functions may change when they are called, names of the cell itself included. */
  readonly changesInFunctions: readonly string[];
}

/** The names that connect a cell to the others. Here without what finds them, which the page loads at the first edit. */
export interface CellNames extends Changes {
  readonly declares: readonly string[];
  /** Those of `declares` that come from a module. */
  readonly imports: readonly string[];
  readonly uses: readonly string[];
}

export const NO_NAMES: CellNames = {
  declares: [],
  imports: [],
  uses: [],
  changes: [],
  changesInFunctions: [],
};
