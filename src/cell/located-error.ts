import type { Stripped } from "./strip-types.ts";

/** An error at an offset in the author's text. */
export class LocatedError extends SyntaxError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Runs a stage of the compiler on the stripped code, and maps the offset of its error to the author's text. */
export function located<Result>(stripped: Stripped, stage: () => Result): Result {
  try {
    return stage();
  } catch (error) {
    if (!(error instanceof Error) || !("pos" in error) || typeof error.pos !== "number") throw error;
    throw new LocatedError(error.message, stripped.originalOffset(error.pos));
  }
}
