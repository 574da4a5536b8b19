/**
 * Has the browser wait until the page is ready, where its own menu prints. Only Chromium can: before that, it loads
 * pictures that are loaded lazily, and waits for them and for what begins to load meanwhile, for two seconds at most. So
 * one small picture is loaded after the other. To be called in `beforeprint`.
 */
export function holdPrinting(page: Document): void {
  const { body, documentElement } = page;
  if (body === null) return;
  const end = Date.now() + 2000;
  const address = page.querySelector<HTMLLinkElement>("link[rel=icon]")?.href ?? "icon.svg";
  documentElement.dataset["printHeld"] = "";
  const load = (loading: "lazy" | "eager", count: number): void => {
    const picture = page.createElement("img");
    picture.loading = loading;
    picture.alt = "";
    // One near the window would be loaded before. It is not printed (print.css), since it would add pages.
    picture.style.cssText = "position: fixed; top: 99999px; width: 1px; height: 1px";
    picture.dataset["printHold"] = "";
    const next = () => {
      if (documentElement.dataset["printHeld"] !== undefined && Date.now() < end) load("eager", count + 1);
      picture.remove();
    };
    picture.onload = next;
    picture.onerror = next;
    // What is in memory does not begin to load.
    picture.src = `${address}?${end}-${count}`;
    body.append(picture);
  };
  load("lazy", 1);
}

/** Lets it print. */
export function releasePrinting(page: Document): void {
  delete page.documentElement.dataset["printHeld"];
}

/** Until the page's scripts prepare it themselves, it waits for them, and tells them that it is being printed. */
function holdUntilScripts(hold: typeof holdPrinting, release: typeof releasePrinting): void {
  const { dataset } = document.documentElement;
  const areScriptsThere = () => dataset["printing"] !== undefined;
  addEventListener("beforeprint", () => {
    if (areScriptsThere()) return;
    dataset["printAsked"] = "";
    hold(document);
  });
  addEventListener("afterprint", () => {
    if (areScriptsThere()) return;
    delete dataset["printAsked"];
    release(document);
  });
}

/** Runs in the head. */
export const EARLY_PRINTING = `(${holdUntilScripts})(${holdPrinting},${releasePrinting})`;
