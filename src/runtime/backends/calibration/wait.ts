import { after } from "../../platform/captured.ts";

/** `Stop` was pressed. */
export class Stopped extends Error {}

/** What was waited for did not come in time; a GPU that is lost never says so. */
export class OutOfPatience extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`the backend did not answer within ${(ms / 1000).toFixed(1)} s`);
    this.ms = ms;
  }
}

/**
 * Waits, but not for ever.
 *
 * @throws Stopped as soon as the signal says so, OutOfPatience after so many milliseconds
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
    after(milliseconds, () => reject(new OutOfPatience(milliseconds)));
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
