import { NEAR } from "./near.ts";

/** What may be wider than its column in a block of prose: formulas and tables. */
const CANDIDATES = ".katex-display, p, li, table";

/** Formulas that scroll if they are wider than their column. */
const DISPLAYED = ".katex-display";

/**
 * Makes formulas and tables focusable if they scroll sideways, so that the keyboard reaches them: in each block as it
 * comes near the window, and again when the window's width changes or fonts have arrived. Until then displayed formulas
 * are focusable, whether they scroll or not.
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
  const measureAgain = (): void => {
    observer.disconnect();
    for (const block of page.querySelectorAll("[data-article] .prose")) {
      for (const formula of block.querySelectorAll<HTMLElement>(DISPLAYED)) formula.tabIndex = 0;
      observer.observe(block);
    }
  };
  let width = 0;
  new ResizeObserver(() => {
    if (innerWidth === width) return;
    width = innerWidth;
    measureAgain();
  }).observe(page.documentElement);
  page.fonts.addEventListener("loadingdone", measureAgain);
}

function reach(element: HTMLElement): void {
  // A scrollable list item loses its marker, so it may scroll only if it must.
  const isItem = element.matches("li:has(> :is(.katex, .math-tied))");
  element.toggleAttribute("data-scrolls", false);
  const isWide = element.scrollWidth > element.clientWidth + 1;
  if (isItem && isWide) element.toggleAttribute("data-scrolls", true);
  const scrolls = isWide && getComputedStyle(element).overflowX === "auto";
  if (scrolls) element.tabIndex = 0;
  else if (element !== document.activeElement) element.removeAttribute("tabindex");
  // The focus has got here before the element was measured: it must not be lost.
  else element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
}
