import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import type { Draft } from "../saving/edits/draft.ts";
import type { CellActions } from "./cell-actions.ts";

interface TextNotesProps {
  readonly cell: CellModel;
  readonly draft: Draft;
  readonly actions: CellActions;
  readonly isEdited: boolean;
}

/** What can be said and done about where the cell's text comes from. */
export function TextNotes({ cell, draft, actions, isEdited }: TextNotesProps) {
  const { id, foreign } = cell;
  return (
    <>
      {foreign.value === null ? null : (
        <span class="cell-note is-warning">
          {words.cells.foreign[foreign.value.from]}{" "}
          <NoteButton label={words.cells.keepIt} act={() => actions.keepForeign(id)} /> ·{" "}
          <NoteButton label={describeReplaced(cell)} act={() => actions.dropForeign(id)} />
        </span>
      )}
      <UndoNote id={id} draft={draft} actions={actions} />
      {draft.authorChanged.value && isEdited ? (
        <span class="cell-note is-warning">
          {foreign.value === null ? words.cells.authorChanged : words.cells.authorChangedForeign}{" "}
          <DialogButton label={words.cells.compare} act={() => actions.compare(id, "author")} /> ·{" "}
          <NoteButton label={words.cells.useAuthors} act={() => actions.reset(id)} />
        </span>
      ) : null}
      <OtherTabNote id={id} draft={draft} actions={actions} />
    </>
  );
}

interface DraftNoteProps {
  readonly id: CellId;
  readonly draft: Draft;
  readonly actions: CellActions;
}

/** How a text that was replaced comes back. */
export function UndoNote({ id, draft, actions }: DraftNoteProps) {
  return draft.undo.value === null ? null : (
    <span class="cell-note">
      {words.cells.textReplaced} <NoteButton label={words.cells.undo} act={() => actions.undoReset(id)} />
    </span>
  );
}

/** What another tab has done to the same cell or note. */
export function OtherTabNote({ id, draft, actions }: DraftNoteProps) {
  if (draft.deletedElsewhere.value)
    return (
      <span class="cell-note is-warning">
        {words.cells.deletedElsewhere}{" "}
        <NoteButton label={words.cells.deleteHere} act={() => actions.command(id, "delete")} /> ·{" "}
        <NoteButton label={words.cells.keepIt} act={() => actions.keepMine(id)} />
      </span>
    );
  return draft.elsewhere.value === null ? null : (
    <span class="cell-note is-warning">
      {words.cells.elsewhere}{" "}
      <DialogButton label={words.cells.compareElsewhere} act={() => actions.compare(id, "elsewhere")} /> ·{" "}
      <NoteButton label={words.cells.useElsewhere} act={() => actions.useElsewhere(id)} /> ·{" "}
      <NoteButton label={words.cells.keepMine} act={() => actions.keepMine(id)} />
    </span>
  );
}

/** What replaces someone else's text if it is dropped. */
function describeReplaced({ foreign, own }: CellModel): string {
  if (foreign.value?.replaced != null) return words.cells.backToMine;
  return own.value === null ? words.cells.backToAuthors : words.cells.removeIt;
}

/** A button in a note that opens a dialog, and stays. */
function DialogButton({ label, act }: { readonly label: string; readonly act: () => void }) {
  return (
    <button type="button" class="out-link" onClick={act}>
      {label}
    </button>
  );
}

/** A button in a note, which goes away when it is pressed. */
function NoteButton({ label, act }: { readonly label: string; readonly act: () => void }) {
  return (
    <button
      type="button"
      class="out-link"
      onClick={(event) => {
        focusMenu(event.currentTarget);
        act();
      }}
    >
      {label}
    </button>
  );
}

/** Keeps the focus in the cell when the pressed button disappears. */
export function focusMenu(button: HTMLElement): void {
  button.closest("footer")?.querySelector<HTMLElement>(".menu-button")?.focus();
}
