import { type ComponentChild, hydrate } from "preact";
import { findIsland } from "../ui/island.tsx";

/** Hydrates the toolbar. */
export function hydrateToolbar(toolbar: ComponentChild): void {
  const island = findIsland("toolbar");
  if (island !== null) hydrate(toolbar, island);
}

/** The address of the list of lessons, from the prerendered toolbar; null if there is none. */
export function homeOf(page: Document): string | null {
  return page.querySelector(".brand")?.getAttribute("href") ?? null;
}
