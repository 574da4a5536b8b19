/** Set on the root element once the page's script runs; it reports its own failures from then on. */
const STARTED = "started";

/** The page's script runs. */
export function markStarted(page: Document): void {
  page.documentElement.dataset[STARTED] = "";
  page.querySelector("[data-start-notice]")?.remove();
}

/**
 * Until then: where the script or a part of it cannot be loaded or run, nothing on the page would work, and the page says
 * so. A browser doesn't load a module again that failed, so a reload is the remedy. A style sheet is loaded once more.
 */
function watchStart(started: string): void {
  // Browsers load no module there, and a notice of its own says what to do.
  if (location.protocol === "file:") return;
  const isStarted = () => document.documentElement.dataset[started] !== undefined;
  const show = (): void => {
    const notice = document.querySelector<HTMLElement>("[data-start-notice]");
    if (notice === null || isStarted()) return;
    notice.hidden = false;
    notice.querySelector("button")?.addEventListener("click", () => location.reload());
  };
  const report = (): void => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
    else show();
  };
  const loadAgain = (sheet: HTMLLinkElement): void => {
    const again = document.createElement("link");
    again.rel = "stylesheet";
    again.dataset["again"] = "";
    again.href = sheet.href;
    sheet.replaceWith(again);
  };
  const note = ({ target }: Event): void => {
    if (isStarted()) return;
    if (target === window || target instanceof HTMLScriptElement) report();
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    if (target.dataset["again"] === undefined) loadAgain(target);
    else report();
  };
  // Those of elements don't bubble.
  addEventListener("error", note, { capture: true });
}

/** Runs in the head. */
export const EARLY_START = `(${watchStart})("${STARTED}")`;
