import type { Stripped } from "./strip-types.ts";

/** An error at an offset of the author's text. */
export class LocatedError extends SyntaxError {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Runs `step`, and gives the error that it throws the author's offset in place of that in the stripped code. */
export function located<Result>(stripped: Stripped, step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Error) || !("pos" in error) || typeof error.pos !== "number") throw error;
    throw new LocatedError(error.message, stripped.originalOffset(error.pos));
  }
}
