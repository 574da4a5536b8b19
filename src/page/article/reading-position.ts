import * as v from "valibot";

/** What the reader sees, and how far below the top of the window it is. */
const ReadingPosition = v.object({ id: v.string(), top: v.number() });
type ReadingPosition = v.InferOutput<typeof ReadingPosition>;

const KEY = "lectern-reading";

/** Frames in which the page is corrected when all is there: as blocks come near the window they get their own heights. */
const FRAMES = 60;

/** Frames after which the page is left as it is, also if something is still being loaded. */
const MAX_FRAMES = 600;

/**
 * Brings the reader back to what they saw when a reload or the back button opens the page again. Browsers go back by
 * pixels only, which is somewhere else while the blocks above have heights that are only estimated.
 *
 * @param arranged settles when the reader's own cells are there.
 */
export function keepReadingPosition(page: Document, arranged: Promise<void>): void {
  const position = isReturn() ? savedPosition() : null;
  if (position !== null) goTo(page, position, arranged);
  addEventListener("pagehide", () => {
    const anchor = findAnchor(page);
    save(anchor === null ? null : { id: anchor.id, top: anchor.getBoundingClientRect().top });
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

/** @param position null where the browser's own return is right, as at the top of the page. */
function save(position: ReadingPosition | null): void {
  try {
    if (position === null) sessionStorage.removeItem(key());
    else sessionStorage.setItem(key(), JSON.stringify(position));
  } catch {
    // The browser forbids storage.
  }
}

/** The tab's storage is that of the site, which has many pages, and the address may ask for a part of one. */
function key(): string {
  return `${KEY}${location.pathname}${location.search}`;
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

function goTo(page: Document, { id, top }: ReadingPosition, arranged: Promise<void>): void {
  const ended = new AbortController();
  // From then on the reader decides.
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"])
    addEventListener(type, () => ended.abort(), { signal: ended.signal, passive: true });
  let isArranged = false;
  const noteArranged = (): void => {
    isArranged = true;
  };
  arranged.then(noteArranged, noteArranged);
  const correct = (left: number, frame: number): void => {
    if (ended.signal.aborted) return;
    const element = page.getElementById(id);
    // One that is hidden is nowhere, and however far the page scrolls, it would seem to be as far away as before.
    if (left === 0 || frame === MAX_FRAMES || element?.getClientRects().length === 0) {
      ended.abort();
      return;
    }
    const distance = element === null ? 0 : element.getBoundingClientRect().top - top;
    if (Math.abs(distance) > 1) scrollBy({ top: distance, behavior: "instant" });
    // The browser's own return may follow when everything is loaded, and so may the reader's own cells.
    const isComplete = page.readyState === "complete" && isArranged;
    requestAnimationFrame(() => correct(isComplete ? left - 1 : left, frame + 1));
  };
  correct(FRAMES, 0);
}
