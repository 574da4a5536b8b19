import { MAXIMUM_REJECTIONS } from "../platform/rejections.ts";

const MESSAGE =
  `The cell left more than ${MAXIMUM_REJECTIONS} rejected promises unhandled, so the runtime was ended. ` +
  "Use `await`, or `.catch(…)`, where a promise can be rejected.";

/**
 * Async functions that throw more often than this without a pause end the runtime. Before the code yields it is unknown
 * which of their promises are handled, so these are more than code handles in one go.
 */
const MAXIMUM_THROWN = 20_000;

const THROWN_MESSAGE =
  `Async functions of the cell threw more than ${MAXIMUM_THROWN} errors without a pause, so the runtime was ended. ` +
  "Use `await`, and end the loop that calls them at the first error.";

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
  #thrown = 0;

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

  /** An async function of a cell has thrown, so that its promise is rejected. */
  addThrown(): void {
    this.#thrown += 1;
    if (this.#thrown <= MAXIMUM_THROWN) return;
    this.#endRuntime(THROWN_MESSAGE);
    this.#block(END_MS);
  }

  /** The code of cells has yielded. */
  renew(): void {
    this.#thrown = 0;
  }
}
