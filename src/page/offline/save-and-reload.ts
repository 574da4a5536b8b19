import type { Notice } from "../shell/notices.tsx";

export interface ReloadOptions {
  readonly saveEdits: () => Promise<void>;
  /** Whether this browser saves the reader's edits. */
  readonly canSave: () => boolean;
  readonly show: (notice: Notice) => void;
  readonly reload: () => void;
}

/** Saves the edits, and reloads the page. If they cannot be saved, it asks the reader first. */
export async function saveAndReload({ saveEdits, canSave, show, reload }: ReloadOptions): Promise<void> {
  await saveEdits();
  if (canSave()) return reload();
  show({
    id: "unsaved-edits",
    text: "This browser can't save your edits, and reloading this page loses them. Copy them before.",
    action: { label: "Reload anyway", act: reload },
  });
}
