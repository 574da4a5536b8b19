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
   * Moves the focus to a cell. A cell that was just added, converted or moved is focused once it has been rendered, unless
   * the reader has pressed a key or a button in the meantime.
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
