/** What is still to be done, by the element that it is about. */
const waiting = new Map<Element, () => void>();
let observer: ResizeObserver | null = null;
let printing = false;

/**
 * Does something with an element when the browser has next computed styles and laid out, and before it paints. Asking
 * for a computed style or a size earlier would have the browser do both at once, and again for the frame. An element
 * that cannot be seen has to wait until it can; on paper nothing waits. A later call for the same element takes the
 * place of an earlier one.
 * @returns what calls it off.
 */
export function afterLayout(element: Element, act: () => void): () => void {
  if (printing) {
    act();
    return () => undefined;
  }
  observer ??= createObserver();
  waiting.set(element, act);
  // Whoever begins to observe is told of the first size, though it be an old one.
  observer.unobserve(element);
  observer.observe(element);
  return () => {
    if (waiting.get(element) !== act) return;
    waiting.delete(element);
    observer?.unobserve(element);
  };
}

/** Does at once what waits, and whatever is asked for until the page is printed: paper gets no frame of its own. */
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
