import { NEAR } from "./near.ts";

/**
 * Marks the blocks that the reader points at or focuses, until they are far from the window. What floats over a cell
 * may be higher than its block, which would clip it if it were not laid out with the page (`content-visibility`).
 * Undoing that as soon as the pointer leaves would count as a layout shift.
 */
export function enterBlocks(page: Document): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) continue;
        observer.unobserve(target);
        target.toggleAttribute("data-entered", false);
      }
    },
    { rootMargin: NEAR },
  );
  const enter = ({ target }: Event): void => {
    const block =
      target instanceof Element ? target.closest("[data-article] > :is(.exercise, .island)") : null;
    if (block === null || block.hasAttribute("data-entered")) return;
    block.toggleAttribute("data-entered", true);
    observer.observe(block);
  };
  page.addEventListener("pointerover", enter);
  page.addEventListener("focusin", enter);
}
