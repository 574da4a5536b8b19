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
  const update = () => {
    frame = 0;
    const links = [...page.querySelectorAll<HTMLAnchorElement>("[data-contents] ol a")];
    const headings = links.flatMap(
      (link) => page.getElementById(decodeURIComponent(link.hash.slice(1))) ?? [],
    );
    const isAtEnd = innerHeight + scrollY >= page.documentElement.scrollHeight - 4;
    const reached = isAtEnd
      ? headings.at(-1)
      : headings.findLast((heading) => heading.getBoundingClientRect().top < REACHED);
    for (const link of links) {
      const isHere = reached !== undefined && decodeURIComponent(link.hash.slice(1)) === reached.id;
      if (!isHere) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "location");
        keepInSight(link);
      }
    }
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
