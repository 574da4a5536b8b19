import { words } from "../../words/words.ts";
import "./note-view.css";
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CellModel } from "../notebook/notebook-cell.ts";
import type { CellActions } from "./cell-actions.ts";
import { MenuButton } from "./menu-button.tsx";
import { NoteText } from "./note-text.tsx";
import { addItems, ownItems } from "./own-items.ts";
import { useCommandKeys } from "./use-command-keys.ts";

export interface NoteViewProps {
  readonly note: CellModel;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
  /** The page shows someone else's work, which cannot be changed. */
  readonly locked: ReadonlySignal<boolean>;
}

/**
 * A student's note: its Markdown drawn, or a text field with it. As with a cell, the box has the focus in command mode;
 * Enter moves into the text and Escape out of it.
 */
export function NoteView({ note, actions, live, locked }: NoteViewProps) {
  const { id } = note;
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEditing = useSignal(false);
  const cursor = useRef<number | null>(null);
  const edit = () => {
    if (!locked.peek()) isEditing.value = true;
  };
  const leave = () => {
    cursor.current = field.current?.selectionStart ?? cursor.current;
    isEditing.value = false;
    box.current?.focus();
  };
  useEffect(() => {
    if (isEditing.value) field.current?.focus();
  }, [isEditing.value]);
  useEffect(
    () =>
      actions.registerEditor(id, {
        focus: () => box.current?.focus(),
        edit,
        cursor: () => field.current?.selectionStart ?? cursor.current,
        goTo: () => box.current?.focus(),
      }),
    [],
  );
  const commands = useCommandKeys(id, actions, live);
  const onKeyDown = (event: KeyboardEvent) => {
    const isInText = event.target === field.current;
    if (event.key === "Escape" && isInText) leave();
    else if (event.key === "Enter" && event.shiftKey) {
      leave();
      actions.runAndMoveOn(id);
    } else if (event.key === "Enter" && event.altKey) {
      leave();
      actions.runAndAdd(id);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) leave();
    else if (isInText || event.target !== box.current) return;
    else if (event.key === "Enter") edit();
    else if (!commands(event)) return;
    event.preventDefault();
  };
  return (
    <section
      id={`cell-${id}`}
      class="note"
      data-note={id}
      data-foreign={note.foreign.value?.from}
      aria-label={words.cells.note(id)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a group whose text becomes a text field; there is no element for that */}
      <div
        class="note-box"
        ref={box}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard enters the text here
        tabIndex={0}
        aria-label={words.cells.textOf(id)}
        onDblClick={edit}
        onKeyDown={onKeyDown}
      >
        {isEditing.value ? (
          <textarea
            class="note-field"
            ref={field}
            aria-label={words.cells.markdownOf(id)}
            rows={Math.min(24, Math.max(3, note.source.value.split("\n").length + 1))}
            value={note.source.value}
            onInput={(event) => {
              const { value } = event.currentTarget;
              actions.edit(id, value, () => [[value, ""]]);
            }}
          />
        ) : (
          <NoteText id={id} markdown={note.source.value} />
        )}
      </div>
      <footer class="note-footer">
        {locked.value ? null : (
          <button
            type="button"
            class="out-link"
            disabled={!live.value}
            onClick={isEditing.value ? leave : edit}
          >
            {isEditing.value ? words.cells.done : words.cells.edit}
          </button>
        )}
        <span class="cell-right">
          <span class="cell-edited">{describeNote(note, locked.value)}</span>
          <span class="cell-id">{id}</span>
          {locked.value ? null : (
            <MenuButton
              label={words.cells.moreFor(id)}
              live={live}
              items={() => [...addItems(note, actions), ...ownItems(note, actions)]}
            />
          )}
        </span>
      </footer>
    </section>
  );
}

function describeNote({ foreign }: CellModel, isLocked: boolean): string {
  if (isLocked) return words.cells.marks.added;
  return foreign.value === null ? words.cells.marks.ownNote : words.cells.from[foreign.value.from];
}
