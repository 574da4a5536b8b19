import type { ReadonlySignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { CellId } from "../../../protocol/ids.ts";
import type { CellActions } from "../cell-actions.ts";
import { createCommandReader } from "./command-keys.ts";

/** Carries out a key that is a command on a cell, and returns whether it was one. While presenting, keys change slides. */
export function useCommandKeys(
  id: CellId,
  actions: CellActions,
  live: ReadonlySignal<boolean>,
): (event: KeyboardEvent) => boolean {
  const reader = useMemo(createCommandReader, []);
  return (event) => {
    const isPresenting = document.documentElement.hasAttribute("data-present");
    if (!live.peek() || !actions.hasLetterKeys.peek() || isPresenting) return false;
    const command = reader.read(event);
    if (command === null) return false;
    if (command === "pending") event.target?.addEventListener("blur", reader.leave, { once: true });
    else actions.command(id, command);
    return true;
  };
}
