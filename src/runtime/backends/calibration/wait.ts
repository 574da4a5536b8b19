import { after } from "../../platform/captured.ts";

/** The reader asked to stop. */
export class Stopped extends Error {}

/** A backend did not answer in time. A GPU that is lost never reports it. */
export class TimedOut extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`the backend did not answer within ${(ms / 1000).toFixed(1)} s`);
    this.ms = ms;
  }
}

/**
 * Waits for the promise with a time limit.
 *
 * @throws {Stopped} as soon as the signal aborts
 * @throws {TimedOut} after `milliseconds`
 */
export function waitFor<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  signal: AbortSignal,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Stopped());
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    after(milliseconds, () => reject(new TimedOut(milliseconds)));
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
