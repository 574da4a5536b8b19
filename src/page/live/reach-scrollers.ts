/** What may be wider than its column: formulas and tables of the text. */
const CANDIDATES = "[data-article] :is(.katex-display, .prose p, .prose li, .prose table)";

/** Makes a formula or table that scrolls sideways a stop for the Tab key, and takes the stop away where it does not. */
export function reachScrollers(page: Document): void {
  const update = () => {
    for (const element of page.querySelectorAll<HTMLElement>(CANDIDATES)) {
      const scrolls =
        element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "auto";
      if (scrolls) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  };
  let width = 0;
  new ResizeObserver(() => {
    if (innerWidth === width) return;
    width = innerWidth;
    update();
  }).observe(page.documentElement);
}
