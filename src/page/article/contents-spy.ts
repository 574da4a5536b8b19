/** A heading this close to the top of the window, in px, counts as reached. */
const REACHED = 140;

/** Scrolls the link into view in the list of contents, without scrolling the page. */
function scrollIntoList(link: HTMLElement): void {
  const list = link.closest("[data-contents]");
  if (list === null) return;
  const [outer, inner] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    list.scrollTop += inner.top - outer.top - outer.height / 2;
  }
}

/**
 * Marks the section that is being read in the contents, beside the text and over it, and closes the contents over the
 * text when a section is chosen there. Returns a function that stops it.
 */
export function followContents(page: Document): () => void {
  let request = 0;
  let last = 0;
  const update = () => {
    request = 0;
    const links = [...page.querySelectorAll<HTMLAnchorElement>("[data-contents] ol a")];
    const ids = new Set(links.map(idOf));
    const headings = [...ids]
      .flatMap((id) => page.getElementById(id) ?? [])
      .filter((heading) => heading.closest("[hidden]") === null);
    const isAtEnd = innerHeight + scrollY >= page.documentElement.scrollHeight - 4;
    last = isAtEnd ? headings.length - 1 : lastReached(headings, last);
    mark(links, headings[last]);
  };
  const schedule = () => {
    if (request === 0) request = requestAnimationFrame(update);
  };
  const panels = [...page.querySelectorAll<HTMLElement>("[data-contents][popover]")];
  for (const panel of panels) {
    panel.addEventListener("click", closeAtLink);
    panel.addEventListener("toggle", showCurrent);
  }
  addEventListener("scroll", schedule, { passive: true });
  addEventListener("resize", schedule, { passive: true });
  schedule();
  return () => {
    for (const panel of panels) {
      panel.removeEventListener("click", closeAtLink);
      panel.removeEventListener("toggle", showCurrent);
    }
    removeEventListener("scroll", schedule);
    removeEventListener("resize", schedule);
    cancelAnimationFrame(request);
  };
}

function closeAtLink({ currentTarget, target }: Event): void {
  const isLink = target instanceof Element && target.closest("a") !== null;
  if (isLink && currentTarget instanceof HTMLElement) currentTarget.hidePopover();
}

/** A closed list has no positions, so the current section can be scrolled to only once it is open. */
function showCurrent({ currentTarget }: Event): void {
  const link =
    currentTarget instanceof Element ? currentTarget.querySelector<HTMLElement>("[aria-current]") : null;
  if (link !== null) scrollIntoList(link);
}

function idOf(link: HTMLAnchorElement): string {
  return decodeURIComponent(link.hash.slice(1));
}

/**
 * The index of the last heading that has been reached, -1 for none. Searches from the earlier one, because measuring a
 * heading far from the window forces the layout of its block.
 */
function lastReached(headings: readonly HTMLElement[], before: number): number {
  const isReached = (at: number) => {
    const heading = headings[at];
    return heading !== undefined && heading.getBoundingClientRect().top < REACHED;
  };
  let index = Math.max(-1, Math.min(before, headings.length - 1));
  while (isReached(index + 1)) index += 1;
  while (index >= 0 && !isReached(index)) index -= 1;
  return index;
}

function mark(links: readonly HTMLAnchorElement[], reached: HTMLElement | undefined): void {
  for (const link of links) {
    if (reached === undefined || idOf(link) !== reached.id) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "location");
      scrollIntoList(link);
    }
  }
}
