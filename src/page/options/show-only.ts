/**
 * Hides the parts of the lesson that are not asked for. A heading's id shows its section, up to the next heading of its
 * level; any other id shows the block with it, such as an exercise or a figure. The headings above lead there. Without a
 * known id all is shown.
 * Uses nothing outside itself: see `early-options.ts`.
 */
export function showOnly(page: Document, ids: readonly string[]): void {
  /** The rank of everything but headings. */
  const NONE = 7;
  const isProse = (block: Element): boolean => block.classList.contains("prose");
  const hide = (element: Element, isHidden: boolean): void => {
    element.toggleAttribute("hidden", isHidden);
  };
  const rankOf = (part: Element): number =>
    /^H[2-6]$/.test(part.tagName) ? Number(part.tagName.slice(1)) : NONE;
  // Footnotes belong to whatever is shown.
  const isFootnotes = (part: Element): boolean => part.querySelector('li[id^="footnote-"]') !== null;

  function hideParts(article: Element, wanted: readonly (Element | null)[]): void {
    /** The headings of the sections around the part, outermost first. */
    let above: readonly Element[] = [];
    /** The level of the wanted section that is open; 0 outside of one. */
    let level = 0;
    for (const part of [...article.children].flatMap((block) =>
      isProse(block) ? [...block.children] : block,
    )) {
      const rank = rankOf(part);
      const isWanted = wanted.some((element) => part.contains(element));
      if (rank <= level) level = 0;
      if (rank < NONE) above = [...above.filter((heading) => rankOf(heading) < rank), part];
      hide(part, level === 0 && !isWanted && !isFootnotes(part));
      if (isWanted && level === 0) {
        for (const heading of above) hide(heading, false);
        if (rank < NONE) level = rank;
      }
    }
    // An empty block would keep its reserved height.
    for (const block of [...article.children].filter(isProse))
      hide(block, block.querySelector(":scope > :not([hidden])") === null);
  }

  function hideLinks(): void {
    for (const link of page.querySelectorAll<HTMLAnchorElement>("[data-contents] a"))
      hide(link, page.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest("[hidden]") != null);
    for (const item of page.querySelectorAll("[data-contents] li"))
      hide(item, item.querySelector("a:not([hidden])") === null);
  }

  const article = page.querySelector("[data-article]");
  const wanted = ids
    .map((id) => page.getElementById(id))
    .filter((found) => article?.contains(found) === true);
  if (article === null || wanted.length === 0) return;
  hideParts(article, wanted);
  hideLinks();
  page.querySelector("[data-part-notice]")?.removeAttribute("hidden");
}
