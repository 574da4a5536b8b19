import type { Signal } from "@preact/signals";
import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import { type Tokens, textOf } from "../cells/tokens.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { EditKeeper, SavedEdit } from "./edits.ts";

/** The writable side of a cell's `KeptEdit`. */
export interface KeptSignals {
  readonly tokens: Signal<Tokens | null>;
  readonly authorChanged: Signal<boolean>;
  readonly undo: Signal<string | null>;
}

/** Changes of cells' texts: by typing, by reset, by undo, and by what an earlier visit left. */
export interface EditsController {
  type(id: CellId, source: string, tokens: () => Tokens): void;
  reset(id: CellId): void;
  undoReset(id: CellId): void;
  /** Puts another text into the cell, as if the student had typed it; it can be undone. */
  put(id: CellId, source: string): void;
  restore(edits: ReadonlyMap<string, SavedEdit>): void;
  /** Takes in an edited lesson: where both the author and the student changed a cell, the student decides. */
  redefine(definitions: readonly Cell[]): void;
}

export function createEditsController(
  notebook: Notebook,
  keeper: EditKeeper,
  keptOf: (id: CellId) => KeptSignals,
  onEdited: (id: CellId) => void,
): EditsController {
  /** The author's text that each edit was made from, so that a change of the author's is seen until it is decided on. */
  const bases = new Map<CellId, string>();

  function keep(id: CellId, tokens: (() => Tokens) | null): void {
    const cell = notebook.cell(id);
    if (cell === undefined) return;
    keeper.keep(id, () => {
      const source = cell.source.value;
      const author = cell.definition.value.source;
      if (source === author) return null;
      return {
        source,
        author: bases.get(id) ?? author,
        tokens: tokens === null ? null : [...tokens()].map(([text, name]) => [text, name]),
      };
    });
    onEdited(id);
  }

  function put(id: CellId, source: string, undo: string | null): void {
    const kept = keptOf(id);
    kept.undo.value = undo;
    kept.tokens.value = null;
    kept.authorChanged.value = false;
    bases.delete(id);
    notebook.edit(id, source);
    keep(id, null);
    void colour(id, source);
  }

  /** A text that was not typed in the editor gets its colours here. */
  async function colour(id: CellId, source: string): Promise<void> {
    const { highlightTokens } = await import("../cells/highlight-tokens.ts");
    if (notebook.cell(id)?.source.value !== source) return;
    const tokens = highlightTokens(source);
    keptOf(id).tokens.value = tokens;
    keep(id, () => tokens);
  }

  return {
    type(id, source, tokens) {
      keptOf(id).undo.value = null;
      notebook.edit(id, source);
      keep(id, tokens);
    },
    reset(id) {
      const cell = notebook.cell(id);
      if (cell !== undefined) put(id, cell.definition.value.source, cell.source.value);
    },
    undoReset(id) {
      const { undo } = keptOf(id);
      if (undo.value !== null) put(id, undo.value, null);
    },
    put(id, source) {
      const cell = notebook.cell(id);
      if (cell !== undefined) put(id, source, cell.source.value);
    },
    redefine(definitions) {
      for (const definition of definitions) {
        const cell = notebook.cell(definition.id);
        const author = cell?.definition.value.source;
        if (cell === undefined || author === definition.source || author === cell.source.value) continue;
        bases.set(cell.id, author ?? "");
        keptOf(cell.id).authorChanged.value = true;
      }
      notebook.redefine(definitions);
    },
    restore(edits) {
      for (const cell of notebook.cells.value) {
        const edit = edits.get(cell.id);
        const author = cell.definition.value.source;
        if (edit === undefined || edit.source === author || cell.source.value !== author) continue;
        const kept = keptOf(cell.id);
        kept.tokens.value = edit.tokens !== null && textOf(edit.tokens) === edit.source ? edit.tokens : null;
        bases.set(cell.id, edit.author);
        kept.authorChanged.value = edit.author !== author;
        notebook.edit(cell.id, edit.source);
        onEdited(cell.id);
      }
    },
  };
}
