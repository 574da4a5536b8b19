import type { CellId } from "../../../protocol/ids.ts";
import type { Foreign } from "../../notebook/foreign.ts";
import { ownText, readerText, textIn } from "./cell-text.ts";
import { tokensOf } from "./draft.ts";
import type { EditedTexts } from "./edited-texts.ts";

/** Someone else's text for a cell. */
export interface ForeignText {
  readonly source: string;
  readonly from: Foreign["from"];
  /** The author's text that it started from; null if that is not known. */
  readonly author: string | null;
}

/** Someone else's text in place of the reader's. */
export interface ForeignEdits {
  /**
   * Puts someone else's text into a cell, marked as such, and keeps the reader's own beside it. It is saved when
   * `saveText` is called, or the reader changes, runs or keeps it. The author's own text needs no mark.
   * @returns whether this changes the text of the cell.
   */
  putForeign(id: CellId, text: ForeignText): boolean;
  /** The reader takes someone else's text as their own. */
  keepForeign(id: CellId): void;
  /** Brings the reader's own text back in place of someone else's. */
  dropForeign(id: CellId): void;
}

export function createForeignEdits(texts: EditedTexts): ForeignEdits {
  // The reader has agreed to run someone else's text.
  texts.notebook.onEvent((event) => {
    if (event.type === "allowed") texts.save(event.cell, null);
  });

  return {
    putForeign(id, { source, from, author }) {
      const cell = texts.changeable(id);
      if (cell === undefined || source === cell.source.value) return false;
      const authors = cell.definition.value.source;
      if (source === authors) {
        texts.put(id, ownText(source), textIn(cell));
        return true;
      }
      const foreign: Foreign = { from, accepted: false, edited: false, replaced: readerText(cell) };
      texts.replace(id, { source, foreign }, null);
      if (author !== null && author !== authors) texts.startFrom(id, author, true);
      void texts.highlight(id, source);
      return true;
    },
    keepForeign(id) {
      const foreign = texts.changeable(id)?.foreign.value;
      if (foreign == null) return;
      const draft = texts.draftOf(id);
      texts.notebook.setForeign(id, null);
      draft.undo.value = foreign.replaced === null ? null : ownText(foreign.replaced);
      texts.save(id, tokensOf(draft));
    },
    dropForeign(id) {
      const cell = texts.changeable(id);
      const foreign = cell?.foreign.value;
      if (cell === undefined || foreign == null) return;
      texts.put(id, ownText(foreign.replaced ?? cell.definition.value.source), textIn(cell));
    },
  };
}
