import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { CellState } from "../notebook/cell-state.ts";

/**
 * In ms. Without a GPU, what the page draws takes the processor from the cell: in WebKitGTK each change of the text costs
 * about 25 ms of it, since a software renderer composes the whole window.
 */
const INTERVAL = 1000;

/** How many seconds a cell has been running, updated while it runs; null otherwise. */
export function useElapsed(state: ReadonlySignal<CellState>): ReadonlySignal<number | null> {
  const elapsed = useSignal<number | null>(null);
  useSignalEffect(() => {
    if (state.value.type !== "running") {
      elapsed.value = null;
      return;
    }
    const { startedAt } = state.value;
    const timer = setInterval(() => {
      elapsed.value = Math.round((performance.now() - startedAt) / 1000);
    }, INTERVAL);
    return () => clearInterval(timer);
  });
  return elapsed;
}
