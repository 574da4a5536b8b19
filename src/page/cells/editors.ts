import type { CellId } from "../../protocol/ids.ts";
import type { EditorHandle } from "./cell-actions.ts";

type Wish = "focus" | "edit";

/** The editors of the cells that are in the page, and what is to happen to one that is about to be. */
export class Editors {
  readonly #editors = new Map<string, EditorHandle>();
  #awaited: { readonly id: string; readonly wish: Wish } | null = null;

  get(id: string | null): EditorHandle | undefined {
    return id === null ? undefined : this.#editors.get(id);
  }

  /**
   * Gives the focus to a cell, also if it was just added, converted or moved, so that the page is about to draw it anew:
   * then it gets the focus once that is done, unless the reader has pressed something else by then.
   */
  whenThere(id: CellId, wish: Wish): void {
    this.#awaited = { id, wish };
    carryOut(wish, this.get(id));
    // Not the event that is being handled.
    setTimeout(() => this.#endWithNextInput(), 0);
  }

  register(id: CellId, handle: EditorHandle): () => void {
    this.#editors.set(id, handle);
    if (this.#awaited?.id === id) {
      carryOut(this.#awaited.wish, handle);
      this.#awaited = null;
    }
    return () => {
      if (this.#editors.get(id) === handle) this.#editors.delete(id);
    };
  }

  #endWithNextInput(): void {
    const end = (): void => {
      this.#awaited = null;
      for (const type of ["keydown", "pointerdown"]) document.removeEventListener(type, end, true);
    };
    for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, end, true);
  }
}

function carryOut(wish: Wish, editor: EditorHandle | undefined): void {
  if (wish === "edit") editor?.edit();
  else editor?.focus();
}
