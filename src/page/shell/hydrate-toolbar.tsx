import { type ComponentChild, hydrate } from "preact";
import { findIsland } from "../ui/island.tsx";

/** Hydrates the toolbar. */
export function hydrateToolbar(toolbar: ComponentChild): void {
  const island = findIsland("toolbar");
  if (island !== null) hydrate(toolbar, island);
}

/** The address of the list of lessons, from the prerendered toolbar. */
export function homeOf(page: Document): string {
  return page.querySelector(".brand")?.getAttribute("href") ?? "./";
}
