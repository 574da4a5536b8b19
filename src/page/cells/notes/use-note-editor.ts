import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { CellId } from "../../../protocol/ids.ts";
import type { CellActions } from "../cell-actions.ts";

export interface NoteEditor {
  /** The box around the note, which has the focus in command mode. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isEditing: Signal<boolean>;
  readonly edit: () => void;
  /** Ends editing, and moves the focus to the box. */
  readonly leave: () => void;
}

/** The text field of a note, while it is edited. It is registered with the actions, as cells' editors are. */
export function useNoteEditor(id: CellId, actions: CellActions, isLocked: () => boolean): NoteEditor {
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEditing = useSignal(false);
  const cursor = useRef<number | null>(null);
  const edit = (): void => {
    if (!isLocked()) isEditing.value = true;
  };
  const leave = (): void => {
    cursor.current = field.current?.selectionStart ?? cursor.current;
    isEditing.value = false;
    box.current?.focus();
  };
  // Before the next key, which is for the text, and no command.
  useLayoutEffect(() => {
    if (isEditing.value) field.current?.focus();
  }, [isEditing.value]);
  // Before the next key, which is for the note that the cell has become.
  useLayoutEffect(
    () =>
      actions.registerEditor(id, {
        focus: () => box.current?.focus(),
        edit,
        cursor: () => field.current?.selectionStart ?? cursor.current,
        goTo: () => box.current?.focus(),
      }),
    [],
  );
  return { box, field, isEditing, edit, leave };
}
