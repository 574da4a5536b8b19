import { type Drawable, DrawQueue } from "./draw-queue.ts";

/** Outputs are drawn when they are this close to the window. */
const MARGIN = "600px 0px";
/** About how many elements of charts and large tables may be on the page at once. */
const BUDGET = 15_000;

const queue = new DrawQueue(BUDGET, () => new Promise((resolve) => setTimeout(resolve, 0)));

/** Draws what is drawn again, in turn, because its size or colours have changed. */
export function drawAgain(drawable: Drawable): void {
  queue.refresh(drawable);
}

/** What is drawn near the window, on paper. */
export const printedOutputs = {
  /** Draws all of it, also what takes a while. */
  prepareForPrint: () => queue.prepareForPrint(),
  endPrint: () => queue.endPrint(),
};

let isPrintable = false;

/** Draws while the element is near the window, in turn with other outputs. Returns what stops that. */
export function drawWhenNear(element: Element, drawable: Drawable): () => void {
  // The module is also loaded where there is no window: pages are prerendered.
  if (!isPrintable) addEventListener("beforeprint", () => queue.drawAll());
  isPrintable = true;
  queue.add(drawable);
  const observer = new IntersectionObserver(
    (entries) => {
      const isNear = entries.at(-1)?.isIntersecting === true;
      if (isNear) queue.enter(drawable);
      else queue.leave(drawable);
    },
    { rootMargin: MARGIN },
  );
  observer.observe(element);
  return () => {
    observer.disconnect();
    queue.remove(drawable);
  };
}
