import { words } from "../../words/words.ts";
import { browserEditStore, browserJournal, type LessonAddress } from "../saving/browser-stores.ts";
import { createEditSaver, type EditSaver } from "../saving/edits/edit-saver.ts";
import type { Notices } from "../shell/notices.tsx";

/** The debounce delay for saving edits, in ms. */
const SAVE_DELAY = 300;

const NOTICE_ID = "storage";

/** Saves edits in the browser, and says in a notice while it cannot. `canSave`: whether the last attempt succeeded. */
export function createSaver(address: LessonAddress, notices: Notices) {
  let isDenied = false;
  const denied = (): void => {
    isDenied = true;
    notices.show({
      id: NOTICE_ID,
      text: words.saving.cannotSave,
      action: null,
    });
  };
  const saver = createEditSaver({
    store: browserEditStore(address),
    journal: browserJournal(address),
    pause: SAVE_DELAY,
    onDenied: denied,
    onRecovered: () => {
      isDenied = false;
      notices.dismiss(NOTICE_ID);
    },
  });
  return { saver, canSave: () => !isDenied, denied };
}

/** Saves what is not saved yet when the page is hidden or left. */
export function saveWhenLeaving(saver: EditSaver): void {
  addEventListener("pagehide", saver.leave);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saver.flush();
  });
}
