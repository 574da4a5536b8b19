import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { words } from "../../words/words.ts";
import { errorName } from "../datasets/file-cache.ts";
import { browserEditStore, browserJournal, type LessonAddress } from "../saving/browser-stores.ts";
import { createEditSaver, type EditSaver } from "../saving/edits/edit-saver.ts";
import { RetriedWrites } from "../saving/retried-writes.ts";
import { createNoticeReporter } from "../shell/create-notice-reporter.ts";
import type { Notices } from "../shell/notices.tsx";

/** The debounce delay for saving edits, in ms. */
const SAVE_DELAY = 300;
/** How long until what could not be saved is tried again, in ms: there may be space again. */
const RETRY_DELAY = 10_000;

const NOTICE_ID = "storage";

/** Saves the reader's work in the browser. */
export interface Saving {
  readonly saver: EditSaver;
  /** What the reader does beside editing. */
  readonly writes: RetriedWrites;
  /** Why the last attempt to save something failed; null if everything is saved. */
  readonly fault: ReadonlySignal<unknown>;
  readonly canSave: () => boolean;
  /** The reader has agreed to leave the page without what cannot be saved. They are not asked again. */
  readonly giveUp: () => void;
  readonly isGivenUp: () => boolean;
}

export function createSaver(address: LessonAddress): Saving {
  const editFault = signal<unknown>(null);
  const writes = new RetriedWrites();
  const saver = createEditSaver({
    store: browserEditStore(address),
    journal: browserJournal(address),
    pause: SAVE_DELAY,
    onDenied: (error) => {
      editFault.value = error;
    },
    onRecovered: () => {
      editFault.value = null;
      void writes.retry();
    },
  });
  const fault = computed(() => editFault.value ?? writes.fault.value);
  let isGivenUp = false;
  return {
    saver,
    writes,
    fault,
    canSave: () => fault.value === null,
    giveUp() {
      isGivenUp = true;
    },
    isGivenUp: () => isGivenUp,
  };
}

interface UnsavedOptions {
  readonly notices: Notices;
  /** Gives the reader a file with the work. */
  readonly download: () => void;
}

/**
 * While the browser cannot save the work, it says so with what to do about it, tries again from time to time, and asks
 * before the page is left.
 */
export function announceUnsaved({ saver, writes, fault, isGivenUp }: Saving, options: UnsavedOptions): void {
  const { notices, download } = options;
  const show = createNoticeReporter(notices);
  const isUnsaved = computed(() => fault.value !== null);
  const tryAgain = (): void => {
    void saver.flush();
    void writes.retry();
  };
  const askFirst = (event: BeforeUnloadEvent): void => {
    if (isGivenUp()) return;
    if (saver.hasUnsaved() || writes.fault.peek() !== null) event.preventDefault();
  };
  effect(() => {
    if (!isUnsaved.value) return undefined;
    addEventListener("beforeunload", askFirst);
    const timer = setInterval(tryAgain, RETRY_DELAY);
    const text = words.saving.cannotSave(errorName(fault.peek()) === "QuotaExceededError");
    show({ id: NOTICE_ID, text, action: { label: words.work.download, act: download } });
    return () => {
      clearInterval(timer);
      removeEventListener("beforeunload", askFirst);
      notices.dismiss(NOTICE_ID);
    };
  });
}

/** Saves what is not saved yet when the page is hidden or left. */
export function saveWhenLeaving(saver: EditSaver): void {
  addEventListener("pagehide", saver.leave);
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void saver.flush();
  });
}
