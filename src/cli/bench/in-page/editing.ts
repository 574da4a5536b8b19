/*
 * Functions that Playwright sends into the page as text: each must use nothing from outside itself.
 */

/** Enters a cell's editor, and resolves to the ms until the language service has checked the lesson. */
export function timeFromFocus(id: string): Promise<number> {
  const code = document.querySelector<HTMLElement>(`#cell-${id} .code`);
  if (!code) throw new Error(`There is no cell "${id}".`);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.documentElement.dataset["language"] !== "ready") return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    observer.observe(document.documentElement, { attributeFilter: ["data-language"] });
    const begun = performance.now();
    code.click();
  });
}

/** Watches for the next key, and for the element that it brings. */
export function timeFromKey(selector: string): { readonly time: Promise<number> } {
  const time = new Promise<number>((resolve) => {
    let begun = Number.NaN;
    const observer = new MutationObserver(() => {
      if (document.querySelector(selector) === null) return;
      observer.disconnect();
      resolve(performance.now() - begun);
    });
    addEventListener(
      "keydown",
      () => {
        begun = performance.now();
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
      },
      { capture: true, once: true },
    );
  });
  return { time };
}
