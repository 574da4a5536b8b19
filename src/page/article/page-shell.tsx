import type { ComponentChildren } from "preact";
import { Island } from "../ui/island.tsx";
import { PAGE_LANGUAGE } from "../ui/page-language.ts";

/** What every page has: skip link, toolbar, footer, and the live region for announcements. */
export function PageShell({
  toolbar,
  children,
}: {
  toolbar: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <>
      <a class="skip" href="#main" lang={PAGE_LANGUAGE}>
        Skip to the text
      </a>
      <header class="toolbar">
        <Island name="toolbar">{toolbar}</Island>
      </header>
      <div class="notice-host" data-notices lang={PAGE_LANGUAGE} />
      <p class="problem file-notice" data-file-notice hidden lang={PAGE_LANGUAGE}>
        You opened this page as a file, where browsers run no cells or figures: to use them, start a web
        server in the site's folder, for example with <code>python3 -m http.server</code>, and open the
        address that it prints.
      </p>
      {children}
      <footer class="page-footer" lang={PAGE_LANGUAGE}>
        <p>
          Made with Lectern. Everything on this page is computed on your own machine. Nothing you write leaves
          it.
        </p>
      </footer>
      <div class="hidden-visually" role="status" data-announcer lang={PAGE_LANGUAGE} />
    </>
  );
}
