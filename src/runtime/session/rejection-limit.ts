import { MAXIMUM_REJECTIONS } from "../platform/rejections.ts";

const MESSAGE =
  `The cell left more than ${MAXIMUM_REJECTIONS} rejected promises unhandled, so the runtime was ended. ` +
  "Use `await`, or `.catch(…)`, where a promise can be rejected.";

const OVERFLOW_MESSAGE =
  "The cell rejected hundreds of thousands of promises without a pause, so the runtime was ended. " +
  "Use `await`, and end the loop at the first error.";

/** Until the page has ended a worker whose code does not yield, in ms. */
const END_MS = 10_000;

/**
 * Ends the runtime when too many promises are rejected and not handled. Firefox logs each of them on the page's main
 * thread, even if a worker prevents the default of its event, so that a flood of them blocks the page, and Stop with it.
 */
export class RejectionLimit {
  readonly #endRuntime: (message: string) => void;
  readonly #block: (ms: number) => void;
  #count = 0;

  /** @param block keeps the code from going on. */
  constructor(endRuntime: (message: string) => void, block: (ms: number) => void) {
    this.#endRuntime = endRuntime;
    this.#block = block;
  }

  /** Another run begins. */
  reset(): void {
    this.#count = 0;
  }

  /** Counts one more, and returns whether it is still to be reported. */
  add(): boolean {
    this.#count += 1;
    if (this.#count === MAXIMUM_REJECTIONS + 1) this.#endRuntime(MESSAGE);
    return this.#count <= MAXIMUM_REJECTIONS;
  }

  /** Code that does not yield has rejected more promises than can be postponed. */
  overflow(): void {
    this.#endRuntime(OVERFLOW_MESSAGE);
    this.#block(END_MS);
  }
}
