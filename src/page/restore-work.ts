import type { Signal } from "@preact/signals";
import type { CellId } from "../protocol/ids.ts";
import type { OpenLesson } from "./open-lesson.ts";
import { browserOutputStore, browserOwnCellStore } from "./saving/browser-stores.ts";
import { restoreOutputs, saveOutputs } from "./saving/output-saver.ts";
import { recoverOwnCells, restoreOwnCells, saveOwnCells } from "./saving/own-cell-saver.ts";

/** How long to wait for saved edits and settings before the page becomes interactive without them, in ms. */
const RESTORE_TIMEOUT = 1_000;

/** Brings the reader's own cells back, and saves them from then on. */
export async function restoreCells({ address, saving, parts }: OpenLesson): Promise<void> {
  const { notebook, locked } = parts;
  const store = browserOwnCellStore(address, saving.writes);
  const stored = await restoreOwnCells(notebook, store);
  saveOwnCells(notebook, store, { stored, isLocked: () => locked.value });
}

/**
 * Restores the texts of cells and the values of controls. The texts of own cells come like edits, once the cells are there.
 * @param arranged settles when the reader's own cells are there.
 */
export function restoreTexts(lesson: OpenLesson, arranged: Promise<void>) {
  const { notebook, edits, settings } = lesson.parts;
  const texts = Promise.all([lesson.saving.saver.load(), arranged]).then(async ([saved]) => {
    await recoverOwnCells(notebook, browserOwnCellStore(lesson.address, lesson.saving.writes), saved);
    edits.restore(saved);
  });
  // A cell that runs earlier would not have the values that its controls show.
  return { texts, all: Promise.all([texts, settings.loaded]).then(() => undefined) };
}

/** Shows the outputs of the last visit, and saves those that come. */
export function restoreLastOutputs({ address, parts }: OpenLesson): void {
  const store = browserOutputStore(address);
  saveOutputs(parts.notebook, store, () => parts.locked.value);
  void restoreOutputs(parts.notebook, store);
}

/**
 * Gives the cells that the author has just added what is saved for them: an author who undoes a deletion brings back cells
 * in which the reader has worked.
 */
export async function restoreReturned(
  { address, saving, parts }: OpenLesson,
  added: ReadonlySet<CellId>,
): Promise<void> {
  const { notebook, edits, locked } = parts;
  if (added.size === 0 || locked.value) return;
  const saved = [...(await saving.saver.load())];
  edits.restore(new Map(saved.filter(([key]) => [...added].some((id) => id === key))));
  await restoreOutputs(notebook, browserOutputStore(address), added);
}

/** Makes the page interactive once what was saved is restored, or has taken too long. */
export async function goLive(restored: Promise<void>, live: Signal<boolean>): Promise<void> {
  await Promise.race([restored, after(RESTORE_TIMEOUT)]);
  live.value = true;
  document.documentElement.dataset["live"] = "";
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
