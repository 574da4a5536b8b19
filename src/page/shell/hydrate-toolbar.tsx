import { type ComponentChild, hydrate } from "preact";
import { findIsland } from "../ui/island.tsx";

/** Hydrates the toolbar. */
export function hydrateToolbar(toolbar: ComponentChild): void {
  const island = findIsland("toolbar");
  if (island !== null) hydrate(toolbar, island);
}
