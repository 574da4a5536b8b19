import type { ComponentChildren } from "preact";
import { words } from "../../words/words.ts";

/** A part of the prerendered page that the script hydrates; when the lesson is edited, the island of the same name stays. */
export function Island({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="island" data-island={name} lang={words.language}>
      {children}
    </div>
  );
}

export function findIsland(name: string, page: Document = document): Element | null {
  return page.querySelector(`[data-island="${CSS.escape(name)}"]`);
}
