/** Ends a stalled download, which could otherwise hang for minutes. */
export interface StallGuard {
  /** Aborted with the caller's signal, or after a timeout without data. */
  readonly signal: AbortSignal;
  /** True if the timeout, not the caller, aborted. */
  readonly stalled: () => boolean;
  /** Restarts the timeout; call it when data arrives. */
  readonly alive: () => void;
  readonly release: () => void;
}

/** Aborts after `silence` milliseconds without a call of `alive`. */
export function guardStall(caller: AbortSignal, silence: number): StallGuard {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, silence);
  return {
    signal: AbortSignal.any([caller, controller.signal]),
    stalled: () => controller.signal.aborted && !caller.aborted,
    alive: () => {
      clearTimeout(timer);
      timer = setTimeout(abort, silence);
    },
    release: () => clearTimeout(timer),
  };
}
