/** A cell that leaves more rejected promises unhandled than this floods the browser: see `session/rejection-limit.ts`. */
export const MAXIMUM_REJECTIONS = 2000;

/** `Promise.reject`, and what begins a new interval. */
export interface LimitedReject {
  readonly reject: typeof Promise.reject;
  readonly renew: () => void;
}

/**
 * Firefox logs every unhandled rejection on the page's main thread, one by one, even after the end of the runtime: a
 * loop that rejected promises for 8 s without a pause froze the page for a minute after Stop. In each interval, only
 * as many are left unhandled as it takes for the runtime to be ended. (What async functions throw is counted by
 * `session/rejection-limit.ts`.)
 */
export function limitReject(maximum: number): LimitedReject {
  const { apply } = Reflect;
  const native = Promise.reject;
  const { then } = Promise.prototype;
  const ignore = (): void => undefined;
  let count = 0;
  // A method and not a constructor, like the language's own.
  const { reject } = {
    reject(this: PromiseConstructor, reason?: unknown): Promise<never> {
      const promise: Promise<never> = apply(native, this, [reason]);
      count += 1;
      if (count > maximum) apply(then, promise, [undefined, ignore]);
      return promise;
    },
  };
  return {
    reject: reject as typeof Promise.reject,
    renew: () => {
      count = 0;
    },
  };
}
