import type { Cell } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { Draft } from "./draft.ts";
import type { EditSaver, SavedEdit } from "./edit-saver.ts";
import { type Tokens, textOf } from "./tokens.ts";

/** Changes of the cells' texts: by typing, reset and undo, and by restoring an earlier visit. */
export interface Edits {
  type(id: CellId, source: string, tokens: () => Tokens): void;
  reset(id: CellId): void;
  undoReset(id: CellId): void;
  /** Replaces the text as if the student typed it; this can be undone. */
  put(id: CellId, source: string): void;
  restore(edits: ReadonlyMap<string, SavedEdit>): void;
  /** Applies an edited lesson. If both the author and the student changed a cell, the student decides. */
  redefine(definitions: readonly Cell[]): void;
}

export function createEdits(
  notebook: Notebook,
  saver: EditSaver,
  draftOf: (id: CellId) => Draft,
  onEdited: (id: CellId) => void,
): Edits {
  /** The author's text that each edit started from, to detect that the author has changed it since. */
  const bases = new Map<CellId, string>();

  function save(id: CellId, tokens: (() => Tokens) | null): void {
    const cell = notebook.cell(id);
    if (cell === undefined) return;
    saver.save(id, () => {
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
    const draft = draftOf(id);
    draft.undo.value = undo;
    draft.tokens.value = null;
    draft.authorChanged.value = false;
    bases.delete(id);
    notebook.edit(id, source);
    save(id, null);
    void highlight(id, source);
  }

  /** A text that was not typed in the editor still has to be highlighted. */
  async function highlight(id: CellId, source: string): Promise<void> {
    const { highlightTokens } = await import("./highlight-tokens.ts");
    if (notebook.cell(id)?.source.value !== source) return;
    const tokens = highlightTokens(source);
    draftOf(id).tokens.value = tokens;
    save(id, () => tokens);
  }

  return {
    type(id, source, tokens) {
      draftOf(id).undo.value = null;
      notebook.edit(id, source);
      save(id, tokens);
    },
    reset(id) {
      const cell = notebook.cell(id);
      if (cell !== undefined) put(id, cell.definition.value.source, cell.source.value);
    },
    undoReset(id) {
      const { undo } = draftOf(id);
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
        draftOf(cell.id).authorChanged.value = true;
      }
      notebook.redefine(definitions);
    },
    restore(edits) {
      for (const cell of notebook.cells.value) {
        const edit = edits.get(cell.id);
        const author = cell.definition.value.source;
        if (edit === undefined || edit.source === author || cell.source.value !== author) continue;
        const draft = draftOf(cell.id);
        draft.tokens.value = edit.tokens !== null && textOf(edit.tokens) === edit.source ? edit.tokens : null;
        bases.set(cell.id, edit.author);
        draft.authorChanged.value = edit.author !== author;
        notebook.edit(cell.id, edit.source);
        onEdited(cell.id);
      }
    },
  };
}
