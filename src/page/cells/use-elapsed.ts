import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";

const INTERVAL = 100;

/** How long ago `startedAt` was, in ms, kept up to date while it is set. */
export function useElapsed(startedAt: ReadonlySignal<number | null>): ReadonlySignal<number | null> {
  const elapsed = useSignal<number | null>(null);
  useSignalEffect(() => {
    const start = startedAt.value;
    if (start === null) {
      elapsed.value = null;
      return;
    }
    const timer = setInterval(() => {
      elapsed.value = performance.now() - start;
    }, INTERVAL);
    return () => clearInterval(timer);
  });
  return elapsed;
}
