import { loadFailedStyles } from "../ui/failed-styles.ts";
import type { Presentation } from "./presentation.tsx";
import { asksForSlides, readSlideAddress, withSlides } from "./slide-address.ts";

export interface Presenting {
  /** Shows the lesson as slides, beginning with the section that is being read. */
  start(): void;
  /** Divides the slides again, after the lesson was edited. */
  refresh(): void;
}

export interface PresentingOptions {
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Called if the code of the slides cannot be loaded. */
  readonly onMissing: () => void;
  /** Lays out the figures of the shown slide by their present widths, at once. */
  readonly layOutFigures: () => void;
  /** Whether the page was opened as slides. */
  readonly isAsked: boolean;
}

/** Presents if the address asks for it, now and when the reader goes back or forward. The code is loaded only then. */
export function connectPresenting({
  say,
  warn,
  onMissing,
  layOutFigures,
  isAsked,
}: PresentingOptions): Presenting {
  let running: Presentation | null = null;
  const onEnd = () => {
    running = null;
    if (asksForSlides(location.search)) history.replaceState(null, "", addressWith(false, location.hash));
  };
  const run = async () => {
    try {
      await loadFailedStyles();
      const { startPresentation } = await import("./presentation.tsx");
      // The reader may have gone back in the meantime.
      if (running === null && asksForSlides(location.search))
        running = startPresentation({ say, warn, layOutFigures, onEnd });
    } catch {
      onMissing();
    }
  };
  const follow = () => {
    if (!asksForSlides(location.search)) running?.end();
    else if (running === null) void run();
  };
  addEventListener("popstate", follow);
  if (isAsked) void run();
  return {
    start() {
      const address = addressWith(true, currentSection());
      try {
        history.pushState(null, "", address);
      } catch {
        // Some browsers do not let a page that is opened as a file change its address.
        location.assign(address);
        return;
      }
      follow();
    },
    refresh: () => running?.arrange(),
  };
}

function addressWith(presenting: boolean, hash: string): string {
  // The number of a slide means nothing to the page.
  const anchor = presenting ? hash : hash.replace(/\/\d+$/, "");
  return location.pathname + withSlides(location.search, presenting) + anchor;
}

/** The section that the address names, if it is in the window, or else the one that is read by the contents. */
function currentSection(): string {
  const named = document.getElementById(readSlideAddress(location.hash).id)?.getBoundingClientRect();
  if (named !== undefined && named.bottom > 0 && named.top < innerHeight) return location.hash;
  return document.querySelector<HTMLAnchorElement>("[data-contents] a[aria-current]")?.hash ?? "";
}
