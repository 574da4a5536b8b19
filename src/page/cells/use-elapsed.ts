import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { CellState } from "../notebook/cell-state.ts";

const INTERVAL = 100;

/** How long a cell has been running, in ms, updated while it runs; null otherwise. */
export function useElapsed(state: ReadonlySignal<CellState>): ReadonlySignal<number | null> {
  const elapsed = useSignal<number | null>(null);
  useSignalEffect(() => {
    if (state.value.type !== "running") {
      elapsed.value = null;
      return;
    }
    const { startedAt } = state.value;
    const timer = setInterval(() => {
      elapsed.value = performance.now() - startedAt;
    }, INTERVAL);
    return () => clearInterval(timer);
  });
  return elapsed;
}
