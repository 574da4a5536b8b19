import { words } from "../../words/words.ts";

/** The addresses of style sheets that could not be loaded. */
const failed = new Set<string>();

/**
 * Notes which style sheets cannot be loaded. Vite loads those of a module with the module, but takes one that failed for
 * loaded, so what is loaded again would stay without its styles.
 */
export function watchStyles(page: Document): void {
  const note = ({ target }: Event) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    failed.add(target.href);
    target.remove();
  };
  // These events don't bubble.
  page.addEventListener("error", note, { capture: true });
}

/**
 * Loads the style sheets again that could not be loaded; call it before importing a module again.
 * @throws if one of them cannot be loaded now either.
 */
export async function loadFailedStyles(page: Document = document): Promise<void> {
  await Promise.all(Array.from(failed, (href) => loadStyles(page, href)));
}

function loadStyles(page: Document, href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = page.createElement("link");
    link.rel = "stylesheet";
    link.crossOrigin = "";
    link.href = href;
    link.addEventListener("load", () => {
      failed.delete(href);
      resolve();
    });
    link.addEventListener("error", () => reject(new Error(words.ui.notLoaded(href))));
    page.head.append(link);
  });
}
