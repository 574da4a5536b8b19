import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import { CloseAction, openDialog, showMessage } from "../ui/dialog.tsx";
import { writeLink } from "./cell-link.ts";
import type { LessonParts } from "./lesson-parts.ts";

/** Copies a link to the cell, with the reader's code if that differs from the author's. */
export async function copyLink({ notebook, notify }: LessonParts, id: CellId): Promise<void> {
  const cell = notebook.cell(id);
  if (cell === undefined) return;
  const source = cell.source.value;
  const isChanged = source !== cell.definition.value.source;
  const fragment = isChanged ? await writeLink({ cell: id, source }) : `#cell-${id}`;
  if (fragment === null) {
    showMessage(words.work.tooLongTitle, words.work.tooLong);
    return;
  }
  const link = location.href.replace(/#.*$/s, "") + fragment;
  try {
    await navigator.clipboard.writeText(link);
    notify(isChanged ? words.work.linkCopiedWithCode(id) : words.work.linkCopied(id), null);
  } catch {
    // Over plain http there is no clipboard, and elsewhere the reader may deny it.
    showLink(link);
  }
}

function showLink(link: string): void {
  openDialog({
    title: words.work.copyThisLink,
    contents: (close) => (
      <>
        <label class="dialog-field">
          {words.work.copyByHand}
          <textarea readOnly rows={4} value={link} onFocus={(event) => event.currentTarget.select()} />
        </label>
        <CloseAction close={close} />
      </>
    ),
  });
}
