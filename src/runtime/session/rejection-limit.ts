import { MAXIMUM_REJECTIONS } from "../platform/rejections.ts";

const MESSAGE =
  `The cell left more than ${MAXIMUM_REJECTIONS} rejected promises unhandled, so the runtime was ended. ` +
  "Use `await`, or `.catch(…)`, where a promise can be rejected.";

/**
 * Ends the runtime when too many promises are rejected and not handled. Firefox logs each of them on the page's main
 * thread, even if a worker prevents the default of its event, so that a flood of them blocks the page, and Stop with it.
 */
export class RejectionLimit {
  readonly #endRuntime: (message: string) => void;
  #count = 0;

  constructor(endRuntime: (message: string) => void) {
    this.#endRuntime = endRuntime;
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
}
