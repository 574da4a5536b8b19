import { type ComponentChild, hydrate } from "preact";
import { findIsland } from "../ui/island.tsx";

/** Brings the bar at the top to life. */
export function hydrateToolbar(toolbar: ComponentChild): void {
  const island = findIsland("toolbar");
  if (island !== null) hydrate(toolbar, island);
}

/** The address of the list of lessons, as the prerendered bar has it. */
export function homeOf(page: Document): string {
  return page.querySelector(".brand")?.getAttribute("href") ?? "./";
}
