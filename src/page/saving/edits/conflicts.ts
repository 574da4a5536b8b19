import type { Cell } from "../../../lesson/lesson.ts";
import type { CellId } from "../../../protocol/ids.ts";
import { ownText, textIn } from "./cell-text.ts";
import { type Draft, tokensOf } from "./draft.ts";
import type { EditChannel } from "./edit-channel.ts";
import type { EditedTexts } from "./edited-texts.ts";

/** Texts that the reader and the author, or two tabs, have changed: both stay until the reader has chosen. */
export interface Conflicts {
  /** The reader's text stays, although that of the author or of another tab differs. */
  keepMine(id: CellId): void;
  /** The text of the other tab replaces the reader's; this can be undone. */
  useElsewhere(id: CellId): void;
  /** Applies an edited lesson. If both the author and the reader changed a cell, the reader decides. */
  redefine(definitions: readonly Cell[]): void;
}

export function createConflicts(texts: EditedTexts, channel: EditChannel): Conflicts {
  channel.onEdit(({ cell: id, source, isDeleted }) => {
    const cell = texts.changeable(id);
    if (cell === undefined) texts.noteUnseen(id, source);
    else
      showOtherTab(texts.draftOf(id), isDeleted || cell.source.value === source ? null : source, isDeleted);
  });

  return {
    keepMine(id) {
      const cell = texts.changeable(id);
      if (cell === undefined) return;
      const draft = texts.draftOf(id);
      showOtherTab(draft, null, false);
      texts.startFrom(id, cell.definition.value.source, false);
      texts.save(id, tokensOf(draft));
    },
    useElsewhere(id) {
      const cell = texts.changeable(id);
      const { elsewhere } = texts.draftOf(id);
      const { value } = elsewhere;
      if (cell === undefined || value === null) return;
      elsewhere.value = null;
      texts.put(id, ownText(value), textIn(cell));
    },
    redefine(definitions) {
      for (const { id, source } of definitions) {
        const cell = texts.notebook.cell(id);
        const author = cell?.definition.value.source;
        if (cell === undefined || author === source || author === cell.source.value) continue;
        texts.startFrom(id, author ?? "", true);
      }
      texts.notebook.redefine(definitions);
    },
  };
}

function showOtherTab(draft: Draft, text: string | null, isDeleted: boolean): void {
  draft.elsewhere.value = text;
  draft.deletedElsewhere.value = isDeleted;
}
