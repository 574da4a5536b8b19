import { type Conflicts, createConflicts } from "./conflicts.ts";
import { EditedTexts, type EditsOptions } from "./edited-texts.ts";
import { createForeignEdits, type ForeignEdits } from "./foreign-edits.ts";
import { createReaderEdits, type ReaderEdits } from "./reader-edits.ts";
import type { SavedEdit } from "./saved-edit.ts";

/** Changes of the cells' texts, which are saved. */
export interface Edits extends ReaderEdits, ForeignEdits, Conflicts {
  /** Brings back the edits of an earlier visit, by cell. */
  restore(edits: ReadonlyMap<string, SavedEdit>): void;
}

export function createEdits(options: EditsOptions): Edits {
  const texts = new EditedTexts(options);
  return {
    ...createReaderEdits(texts),
    ...createForeignEdits(texts),
    ...createConflicts(texts, options.channel),
    restore: (edits) => restore(texts, edits),
  };
}

/** What the reader has typed before the storage answered stays. */
function restore(texts: EditedTexts, edits: ReadonlyMap<string, SavedEdit>): void {
  for (const cell of texts.notebook.all.value) {
    const edit = edits.get(cell.id);
    const author = cell.definition.value.source;
    if (edit === undefined || cell.source.value !== author) continue;
    texts.draftOf(cell.id).elsewhere.value = edit.elsewhere ?? null;
    if (edit.source !== author) texts.restore(cell, edit);
  }
}
