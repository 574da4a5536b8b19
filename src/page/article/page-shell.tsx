import type { ComponentChildren } from "preact";
import { Island } from "../ui/island.tsx";

/** What surrounds every page: the skip link, the bar, the footer, and the place where events are announced. */
export function Frame({ toolbar, children }: { toolbar: ComponentChildren; children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the text
      </a>
      <header class="toolbar">
        <Island name="toolbar">{toolbar}</Island>
      </header>
      <div class="notice-host" data-notices />
      {children}
      <footer class="page-footer">
        <p>
          Made with Lectern. Everything on this page is computed on your own machine; nothing that you write
          leaves it.
        </p>
      </footer>
      <div class="hidden-visually" role="status" data-announcer />
    </>
  );
}
