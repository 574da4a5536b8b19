/** Whatever of the text may be wider than its column: formulas and tables, within a block of prose. */
const CANDIDATES = ".katex-display, p, li, table";

/** So far from the window a block is not laid out, and need not be for our sake. */
const NEAR = "1500px 0px";

/**
 * Makes a formula or table that scrolls sideways a stop for the Tab key, and takes the stop away where it does not:
 * for each block of the text as it comes near, and again when the window has another width.
 */
export function reachScrollers(page: Document): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        for (const element of target.querySelectorAll<HTMLElement>(CANDIDATES)) reach(element);
      }
    },
    { rootMargin: NEAR },
  );
  let width = 0;
  new ResizeObserver(() => {
    if (innerWidth === width) return;
    width = innerWidth;
    observer.disconnect();
    for (const block of page.querySelectorAll("[data-article] .prose")) observer.observe(block);
  }).observe(page.documentElement);
}

function reach(element: HTMLElement): void {
  // An item of a list that could scroll would lose its number or dot, so it may only where it has to.
  const isItem = element.matches("li:has(> .katex)");
  element.toggleAttribute("data-scrolls", false);
  const isWide = element.scrollWidth > element.clientWidth + 1;
  if (isItem && isWide) element.toggleAttribute("data-scrolls", true);
  const scrolls = isWide && getComputedStyle(element).overflowX === "auto";
  if (scrolls) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}
