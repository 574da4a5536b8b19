import { type AddressOptions, parseOptions } from "./address-options.ts";
import { showOnly } from "./show-only.ts";

/**
 * Applies the options that change how the page looks: as attributes of the root element, for the style sheets, and to the
 * text as soon as that is complete, before any module runs.
 */
function applyOptions(options: AddressOptions, show: typeof showOnly): void {
  const root = document.documentElement;
  if (options.theme === "system") root.removeAttribute("data-theme");
  else if (options.theme !== null) root.dataset["theme"] = options.theme;
  if (options.text !== "normal") root.dataset["text"] = options.text;
  if (options.code !== "shown") root.dataset["code"] = options.code;
  if (options.hide.length > 0) root.dataset["hide"] = options.hide.join(" ");
  // Until then the text is invisible, so that nothing is seen and taken away again.
  if (options.only.length > 0) root.dataset["only"] = "pending";
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    if (options.code === "folded")
      for (const fold of document.querySelectorAll(".cell-fold")) fold.removeAttribute("open");
    if (options.only.length === 0) return;
    show(document, options.only);
    root.dataset["only"] = "shown";
    const whole = new URLSearchParams(location.search);
    whole.delete("only");
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-part-notice] a"))
      link.search = whole.toString();
  });
}

/** Runs in the head, before the first paint. */
export const EARLY_OPTIONS = `(${applyOptions})((${parseOptions})(location.search),${showOnly})`;
