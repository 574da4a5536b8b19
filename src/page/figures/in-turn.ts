let turn: Promise<void> = Promise.resolve();

/** Draws one figure after the other: several in one task would block scrolling. Resolves when it was this one's turn. */
export function inTurn(draw: () => Promise<void>): Promise<void> {
  const drawn = turn.then(draw);
  // One figure's error must not keep the others from being drawn.
  turn = drawn.catch(() => undefined);
  return drawn;
}

/** The browser's next idle period, or 300 ms. Safari has no idle callbacks. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 300 });
    else setTimeout(resolve, 0);
  });
}

/** Yields to input and rendering. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
