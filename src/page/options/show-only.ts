/**
 * Hides the parts of the lesson that are not asked for. A heading's id shows its section, up to the next heading of its
 * level; any other id shows the block with it, such as an exercise or a figure. The headings above lead there. Without a
 * known id all is shown.
 * Uses nothing outside itself: see `early-options.ts`.
 */
export function showOnly(page: Document, ids: readonly string[]): void {
  const article = page.querySelector("[data-article]");
  if (article === null) return;
  const wanted = ids.map((id) => page.getElementById(id)).filter((found) => article.contains(found));
  const isProse = (block: Element): boolean => block.classList.contains("prose");
  const hide = (element: Element, isHidden: boolean): void => {
    element.toggleAttribute("hidden", isHidden);
  };
  /** The headings of the sections around the part, outermost first. */
  let above: readonly Element[] = [];
  const rankOf = (part: Element): number =>
    /^H[2-6]$/.test(part.tagName) ? Number(part.tagName.slice(1)) : 7;
  /** The level of the wanted section that is open; 0 outside of one. */
  let level = wanted.length === 0 ? 1 : 0;
  for (const block of article.children) {
    for (const part of isProse(block) ? block.children : [block]) {
      const own = wanted.some((element) => part.contains(element));
      const rank = rankOf(part);
      if (rank <= level) level = 0;
      if (rank < 7) above = [...above.filter((heading) => rankOf(heading) < rank), part];
      if (own && level === 0) {
        if (rank < 7) level = rank;
        for (const heading of above)
          for (const element of [heading, heading.parentElement])
            if (element !== article && element !== null) hide(element, false);
      }
      // Footnotes belong to whatever is shown.
      const isFootnotes = part.querySelector('[id^="footnote-"]:is(li)') !== null;
      hide(part, level === 0 && !own && !isFootnotes);
    }
    if (isProse(block))
      hide(
        block,
        [...block.children].every((part) => part.hasAttribute("hidden")),
      );
  }
  for (const link of page.querySelectorAll<HTMLAnchorElement>("[data-contents] a"))
    hide(link, page.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest("[hidden]") != null);
  for (const item of page.querySelectorAll("[data-contents] li"))
    hide(item, item.querySelector("a:not([hidden])") === null);
  page.querySelector("[data-part-notice]")?.toggleAttribute("hidden", wanted.length === 0);
}
