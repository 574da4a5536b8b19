/** What Enter does on a cell or a note, as in Jupyter. */
export type EnterAction = "run" | "run-and-move-on" | "run-and-add" | "edit";

/** Null if the key is not Enter. */
export function enterAction({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): EnterAction | null {
  if (key !== "Enter") return null;
  if (shiftKey) return "run-and-move-on";
  if (altKey) return "run-and-add";
  return ctrlKey || metaKey ? "run" : "edit";
}
