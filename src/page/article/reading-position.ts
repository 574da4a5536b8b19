import * as v from "valibot";

/** What the reader sees, and how far below the top of the window it is. */
const ReadingPosition = v.object({ id: v.string(), top: v.number() });
type ReadingPosition = v.InferOutput<typeof ReadingPosition>;

const KEY = "lectern-reading";

/** Frames in which the page is corrected: as blocks come near the window they get their own heights. */
const FRAMES = 60;

/**
 * Brings the reader back to what they saw when a reload or the back button opens the page again. Browsers go back by
 * pixels only, which is somewhere else while the blocks above have heights that are only estimated.
 */
export function keepReadingPosition(page: Document): void {
  const position = isReturn() ? savedPosition() : null;
  if (position !== null) goTo(page, position);
  addEventListener("pagehide", () => {
    const anchor = findAnchor(page);
    if (anchor !== null) save({ id: anchor.id, top: anchor.getBoundingClientRect().top });
  });
}

/** Whether the page was opened by a reload or by going back or forward. */
function isReturn(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return (
    navigation !== undefined &&
    "type" in navigation &&
    (navigation.type === "reload" || navigation.type === "back_forward")
  );
}

function savedPosition(): ReadingPosition | null {
  try {
    const { success, output } = v.safeParse(
      ReadingPosition,
      JSON.parse(sessionStorage.getItem(key()) ?? "null"),
    );
    return success ? output : null;
  } catch {
    // The browser forbids storage, or something else has written to it.
    return null;
  }
}

function save(position: ReadingPosition): void {
  try {
    sessionStorage.setItem(key(), JSON.stringify(position));
  } catch {
    // The browser forbids storage.
  }
}

/** The tab's storage is that of the site, which has many pages. */
function key(): string {
  return `${KEY}${location.pathname}`;
}

/** The first heading, cell or figure that is in the window, else the last one above it. */
export function findAnchor(page: Document): Element | null {
  const candidates = [
    ...page.querySelectorAll("[data-article] :is(h2, h3, h4, [data-cell], [data-figure])[id]"),
  ];
  const visible = candidates.find((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 60 && top < innerHeight;
  });
  return visible ?? candidates.findLast((element) => element.getBoundingClientRect().top < 0) ?? null;
}

function goTo(page: Document, { id, top }: ReadingPosition): void {
  const element = page.getElementById(id);
  if (element === null) return;
  const ended = new AbortController();
  // From then on the reader decides.
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"])
    addEventListener(type, () => ended.abort(), { signal: ended.signal, passive: true });
  const correct = (frames: number): void => {
    if (ended.signal.aborted) return;
    const distance = element.getBoundingClientRect().top - top;
    if (Math.abs(distance) > 1) scrollBy({ top: distance, behavior: "instant" });
    // The browser's own return may follow when everything is loaded.
    const left = page.readyState === "complete" ? frames - 1 : frames;
    if (left > 0) requestAnimationFrame(() => correct(left));
    else ended.abort();
  };
  correct(FRAMES);
}
