/** Something an author got wrong: where, what, and what to do about it. */
export interface Problem {
  /** The lesson's file, as given to the parser. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}
