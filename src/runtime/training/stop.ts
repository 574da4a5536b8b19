/** Captured before a cell can replace it. */
const { AbortController } = globalThis;
let controller = new AbortController();

/** Aborts when the reader asks to stop what is running now. Whatever starts after that gets a new signal. */
export function stopSignal(): AbortSignal {
  return controller.signal;
}

/** Asks everything that is running to stop as soon as it can: a `fit` after its current batch. */
export function requestStop(): void {
  const running = controller;
  controller = new AbortController();
  running.abort();
}
