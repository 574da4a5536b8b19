import "./note-view.css";
import type { ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { words } from "../../../words/words.ts";
import type { CellModel } from "../../notebook/notebook-cell.ts";
import type { Draft } from "../../saving/edits/draft.ts";
import type { CellActions } from "../cell-actions.ts";
import { isComposing } from "../keys/composing.ts";
import { enterAction } from "../keys/enter-key.ts";
import { useCommandKeys } from "../keys/use-command-keys.ts";
import { MenuButton } from "../menu-button.tsx";
import { addItems, ownItems } from "../own-items.ts";
import { OtherTabNote, UndoNote } from "../text-notes.tsx";
import { NoteText } from "./note-text.tsx";
import { type NoteEditor, useNoteEditor } from "./use-note-editor.ts";

export interface NoteViewProps {
  readonly note: CellModel;
  readonly draft: Draft;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
  /** The page shows someone else's work, which cannot be changed. */
  readonly locked: ReadonlySignal<boolean>;
}

/**
 * A reader's note: its Markdown drawn, or a text field with it. As with a cell, the box has the focus in command mode;
 * Enter moves into the text and Escape out of it.
 */
export function NoteView(props: NoteViewProps) {
  const { note, actions, locked } = props;
  const editor = useNoteEditor(note.id, actions, () => locked.peek());
  return (
    <section
      id={`cell-${note.id}`}
      class="note"
      data-note={note.id}
      data-foreign={note.foreign.value?.from}
      aria-label={words.cells.note(note.id)}
    >
      <NoteBox {...props} editor={editor} />
      <NoteFooter {...props} editor={editor} />
    </section>
  );
}

interface PartProps extends NoteViewProps {
  readonly editor: NoteEditor;
}

function NoteBox({ note, actions, live, editor }: PartProps) {
  const { id } = note;
  const { box, field, edit } = editor;
  const carryOut = useNoteKeys({ note, actions, live, editor });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group whose text becomes a text field; there is no element for that
    <div
      class="note-box"
      ref={box}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard enters the text here
      tabIndex={0}
      aria-label={words.cells.textOf(id)}
      onDblClick={edit}
      onKeyDown={(event) => {
        if (carryOut(event)) event.preventDefault();
      }}
    >
      {editor.isEditing.value ? (
        <NoteField note={note} actions={actions} field={field} />
      ) : (
        <NoteText id={id} markdown={note.source.value} />
      )}
    </div>
  );
}

/** Carries out a key that is pressed in the note; returns whether it means something there. */
function useNoteKeys({
  note: { id },
  actions,
  live,
  editor,
}: Omit<PartProps, "draft" | "locked">): (event: KeyboardEvent) => boolean {
  const { box, field, edit, leave } = editor;
  const commands = useCommandKeys(id, actions, live);
  return (event) => {
    const isInText = event.target === field.current;
    const isOnBox = event.target === box.current;
    const action = enterAction(event);
    if (action === null) {
      if (!isInText) return isOnBox && commands(event);
      if (event.key !== "Escape" || isComposing(event)) return false;
      leave();
    } else if (action === "edit") {
      if (!isOnBox) return false;
      edit();
    } else {
      leave();
      if (action === "run-and-move-on") actions.runAndMoveOn(id);
      if (action === "run-and-add") actions.runAndAdd(id);
    }
    return true;
  };
}

interface NoteFieldProps extends Pick<NoteViewProps, "note" | "actions"> {
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

function NoteField({ note, actions, field }: NoteFieldProps) {
  const text = note.source.value;
  return (
    <textarea
      class="note-field"
      ref={field}
      aria-label={words.cells.markdownOf(note.id)}
      rows={Math.min(24, Math.max(3, text.split("\n").length + 1))}
      value={text}
      onInput={(event) => {
        const { value } = event.currentTarget;
        actions.edit(note.id, value, () => [[value, ""]]);
      }}
    />
  );
}

function NoteFooter({ note, draft, actions, live, locked, editor }: PartProps) {
  return (
    <footer class="note-footer">
      {locked.value ? null : (
        <button
          type="button"
          class="out-link"
          disabled={!live.value}
          onClick={editor.isEditing.value ? editor.leave : editor.edit}
        >
          {editor.isEditing.value ? words.cells.done : words.cells.edit}
        </button>
      )}
      {locked.value ? null : (
        <>
          <UndoNote id={note.id} draft={draft} actions={actions} />
          <OtherTabNote id={note.id} draft={draft} actions={actions} />
        </>
      )}
      <span class="cell-right">
        <span class="cell-edited">{describeNote(note, locked.value)}</span>
        <span class="cell-id">{note.id}</span>
        {locked.value ? null : (
          <MenuButton
            label={words.cells.moreFor(note.id)}
            live={live}
            items={() => [...addItems(note, actions), ...ownItems(note, actions)]}
          />
        )}
      </span>
    </footer>
  );
}

function describeNote({ foreign }: CellModel, isLocked: boolean): string {
  if (isLocked) return words.cells.marks.added;
  return foreign.value === null ? words.cells.marks.ownNote : words.cells.from[foreign.value.from];
}
