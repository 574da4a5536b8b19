/** Pending calls by element. */
const waiting = new Map<Element, () => void>();
let observer: ResizeObserver | null = null;
let printing = false;

/**
 * Calls `act` after the browser has next computed styles and layout, and before it paints. Reading a computed style or
 * a size earlier would force both, and again for the frame. Elements that are not rendered wait until they are; for
 * printing nothing waits. A later call for the same element replaces an earlier one.
 * @returns what cancels the call.
 */
export function afterLayout(element: Element, act: () => void): () => void {
  if (printing) {
    act();
    return () => undefined;
  }
  observer ??= createObserver();
  waiting.set(element, act);
  // A ResizeObserver always fires once for a newly observed element, even if its size did not change.
  observer.unobserve(element);
  observer.observe(element);
  return () => {
    if (waiting.get(element) !== act) return;
    waiting.delete(element);
    observer?.unobserve(element);
  };
}

/** Makes all pending and further calls immediately until the page is printed: there is no frame before that. */
export function actForPrint(): void {
  printing = true;
  addEventListener("afterprint", endOfPrint, { once: true });
  for (const element of [...waiting.keys()]) actOn(element);
}

function endOfPrint(): void {
  printing = false;
}

function createObserver(): ResizeObserver {
  return new ResizeObserver((entries) => {
    for (const { target } of entries) actOn(target);
  });
}

function actOn(element: Element): void {
  const act = waiting.get(element);
  waiting.delete(element);
  observer?.unobserve(element);
  act?.();
}
