/** Ends a download that has gone silent, which a network may otherwise leave hanging for minutes. */
export interface StallGuard {
  /** Aborted when the caller's signal is, or after the silence. */
  readonly signal: AbortSignal;
  /** True when the silence, not the caller, ended it. */
  readonly stalled: () => boolean;
  /** Something arrived: the silence counts anew. */
  readonly alive: () => void;
  readonly release: () => void;
}

/** Watches for `silence` milliseconds without a call of `alive`. */
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
