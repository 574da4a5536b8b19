import { browserEditStore, browserJournal, type LessonAddress } from "./saving/browser-stores.ts";
import { createEditSaver, type EditSaver } from "./saving/edit-saver.ts";
import type { Notices } from "./shell/notices.tsx";

/** The debounce delay for saving edits, in ms. */
const SAVE_DELAY = 300;

/** Saves edits in the browser, and says so in a notice where that is denied. `canSave`: whether nothing has been found that keeps the browser from saving. */
export function createSaver(address: LessonAddress, notices: Notices) {
  let isDenied = false;
  const saver = createEditSaver({
    store: browserEditStore(address),
    journal: browserJournal(address),
    pause: SAVE_DELAY,
    onDenied: () => {
      isDenied = true;
      notices.show({
        id: "storage",
        text: "This browser can't save your work on this page. Your edits will be lost when you close it.",
        action: null,
      });
    },
  });
  return { saver, canSave: () => !isDenied };
}

/** Saves what is not saved yet when the page is hidden or left. */
export function saveWhenLeaving(saver: EditSaver): void {
  addEventListener("pagehide", saver.leave);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saver.flush();
  });
}
