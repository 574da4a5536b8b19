import { isComposing } from "./composing.ts";

/** What Enter does on a cell or a note, as in Jupyter. */
export type EnterAction = "run" | "run-and-move-on" | "run-and-add" | "edit";

/** Null if the key is not Enter. */
export function enterAction(event: KeyboardEvent): EnterAction | null {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (key !== "Enter" || isComposing(event)) return null;
  if (shiftKey) return "run-and-move-on";
  if (altKey) return "run-and-add";
  return ctrlKey || metaKey ? "run" : "edit";
}
