/** How far below the top of the window a heading counts as reached, in px. */
const REACHED = 140;

/** Scrolls the list of contents, and nothing else, so that the link can be seen. */
function keepInSight(link: HTMLElement): void {
  const list = link.closest("[data-contents]");
  if (list === null) return;
  const [outer, inner] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    list.scrollTop += inner.top - outer.top - outer.height / 2;
  }
}

/** Marks in the contents the section that is being read. */
export function followContents(page: Document): () => void {
  let frame = 0;
  let last = 0;
  const update = () => {
    frame = 0;
    const links = [...page.querySelectorAll<HTMLAnchorElement>("[data-contents] ol a")];
    const headings = links.flatMap((link) => page.getElementById(idOf(link)) ?? []);
    const isAtEnd = innerHeight + scrollY >= page.documentElement.scrollHeight - 4;
    last = isAtEnd ? headings.length - 1 : lastReached(headings, last);
    mark(links, headings[last]);
  };
  const schedule = () => {
    if (frame === 0) frame = requestAnimationFrame(update);
  };
  addEventListener("scroll", schedule, { passive: true });
  addEventListener("resize", schedule, { passive: true });
  schedule();
  return () => {
    removeEventListener("scroll", schedule);
    removeEventListener("resize", schedule);
    cancelAnimationFrame(frame);
  };
}

function idOf(link: HTMLAnchorElement): string {
  return decodeURIComponent(link.hash.slice(1));
}

/**
 * The place of the last heading that has been reached, -1 for none. Sought from where it was before: to ask a heading
 * that is far from the window for its place would have its block laid out.
 */
function lastReached(headings: readonly HTMLElement[], before: number): number {
  const isReached = (index: number) => {
    const heading = headings[index];
    return heading !== undefined && heading.getBoundingClientRect().top < REACHED;
  };
  let place = Math.max(-1, Math.min(before, headings.length - 1));
  while (isReached(place + 1)) place += 1;
  while (place >= 0 && !isReached(place)) place -= 1;
  return place;
}

function mark(links: readonly HTMLAnchorElement[], reached: HTMLElement | undefined): void {
  for (const link of links) {
    if (reached === undefined || idOf(link) !== reached.id) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "location");
      keepInSight(link);
    }
  }
}
