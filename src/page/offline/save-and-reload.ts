import { words } from "../../words/words.ts";
import type { Notice } from "../shell/notices.tsx";

export interface ReloadOptions {
  readonly saveEdits: () => Promise<void>;
  /** Whether this browser saves the reader's edits. */
  readonly canSave: () => boolean;
  /** Called if the reader agrees to lose the edits. */
  readonly giveUp: () => void;
  readonly show: (notice: Notice) => void;
  readonly reload: () => void;
}

/** Saves the edits, and reloads the page. If they cannot be saved, it asks the reader first. */
export async function saveAndReload({
  saveEdits,
  canSave,
  giveUp,
  show,
  reload,
}: ReloadOptions): Promise<void> {
  await saveEdits();
  if (canSave()) return reload();
  const reloadAnyway = (): void => {
    giveUp();
    reload();
  };
  show({
    id: "unsaved-edits",
    text: words.offline.cannotSave,
    action: { label: words.offline.reloadAnyway, act: reloadAnyway },
  });
}
