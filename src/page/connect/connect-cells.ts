import type { Signal } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import type { CellActions } from "../cells/cell-actions.ts";
import { CellChanges } from "../cells/changes/cell-changes.ts";
import { createCellActions } from "../cells/create-cell-actions.ts";
import { savedKeySetting } from "../cells/keys/key-setting.ts";
import type { Notebook } from "../notebook/notebook.ts";
import type { TypedAhead } from "../notebook/typed-ahead.ts";
import type { Edits } from "../saving/edits/edits.ts";
import type { OwnIds } from "../saving/own-ids.ts";
import { say } from "../shell/announcer.ts";
import type { Notices } from "../shell/notices.tsx";
import { describeMissing, MISSING_PART } from "../ui/missing-part.ts";
import type { LessonParts } from "../work/lesson-parts.ts";

const NOTICE_ID = "cells";

interface CellParts {
  readonly notebook: Notebook;
  readonly edits: Edits;
  readonly typedAhead: TypedAhead;
  readonly ids: OwnIds;
  readonly isLocked: () => boolean;
  readonly notify: LessonParts["notify"];
  readonly notices: Notices;
  readonly copyLink: (id: CellId) => void;
  readonly compare: CellActions["compare"];
  readonly assistant: CellActions["assistant"];
}

export interface CellConnection {
  readonly actions: CellActions;
  /** Whether letters are commands. */
  readonly hasLetterKeys: Signal<boolean>;
  /** Lists the keys for cells. */
  readonly showKeys: () => void;
}

/** Connects the cells' buttons, menus and keys to what they do. */
export function connectCells({
  notebook,
  edits,
  typedAhead,
  ids,
  isLocked,
  notify,
  notices,
  copyLink,
  compare,
  assistant,
}: CellParts): CellConnection {
  const hasLetterKeys = savedKeySetting();
  const tell: LessonParts["notify"] = (text, action) => notify(text, action, NOTICE_ID);
  const changes = new CellChanges({
    notebook,
    edits,
    ids,
    isLocked,
    say,
    notify: tell,
    dismiss: () => notices.dismiss(NOTICE_ID),
    onUndo: (id) => actions.command(id, "undo"),
  });
  const showKeys = (): void => {
    import("../cells/keys/keys-dialog.tsx").then(
      (dialog) => dialog.showKeys(hasLetterKeys),
      () => notify(describeMissing(words.ui.keysMissing), null, MISSING_PART),
    );
  };
  const actions: CellActions = {
    ...createCellActions({
      notebook,
      edits,
      typedAhead,
      changes,
      hasLetterKeys,
      copyLink,
      compare,
      showKeys,
    }),
    assistant,
  };
  return { actions, hasLetterKeys, showKeys };
}
