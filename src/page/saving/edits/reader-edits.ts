import type { CellId } from "../../../protocol/ids.ts";
import { type CellText, ownText, textIn } from "./cell-text.ts";
import { tokensOf } from "./draft.ts";
import type { EditedTexts } from "./edited-texts.ts";
import type { Tokens } from "./saved-tokens.ts";

/** What the reader does to the text of a cell. */
export interface ReaderEdits {
  type(id: CellId, source: string, tokens: () => Tokens): void;
  reset(id: CellId): void;
  undoReset(id: CellId): void;
  /** Replaces the text as if the reader typed it; this can be undone. */
  put(id: CellId, source: string): void;
  /** Changes parts of the text, as a renaming from another cell does; this can be undone. It stays whose text it is. */
  change(id: CellId, source: string): void;
  /** Brings an earlier text back, with where it came from. */
  bringBack(id: CellId, text: CellText): void;
  /** Saves the current text. */
  saveText(id: CellId): void;
}

export function createReaderEdits(texts: EditedTexts): ReaderEdits {
  /** Sets a text that has been changed in parts: someone else's is marked as edited. */
  const setChanged = (id: CellId, source: string, undo: CellText | null): void => {
    texts.draftOf(id).undo.value = undo;
    texts.notebook.edit(id, source);
    const foreign = texts.notebook.cell(id)?.foreign.value;
    if (foreign?.edited === false) texts.notebook.setForeign(id, { ...foreign, edited: true });
  };
  return {
    type(id, source, tokens) {
      if (texts.isLocked) return;
      setChanged(id, source, null);
      texts.save(id, tokens);
    },
    reset(id) {
      const cell = texts.changeable(id);
      if (cell !== undefined) texts.put(id, ownText(cell.definition.value.source), textIn(cell));
    },
    undoReset(id) {
      const { undo } = texts.draftOf(id);
      if (undo.value !== null) texts.put(id, undo.value, null);
    },
    put(id, source) {
      const cell = texts.changeable(id);
      if (cell !== undefined) texts.put(id, ownText(source), textIn(cell));
    },
    change(id, source) {
      const cell = texts.changeable(id);
      if (cell === undefined) return;
      setChanged(id, source, textIn(cell));
      texts.draftOf(id).tokens.value = null;
      texts.saveHighlighted(id, source);
    },
    bringBack: (id, text) => texts.put(id, text, null),
    saveText: (id) => texts.save(id, tokensOf(texts.draftOf(id))),
  };
}
