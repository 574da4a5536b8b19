import { effect } from "@preact/signals";
import { words } from "../../words/words.ts";
import { readLink } from "./cell-link.ts";
import type { LessonParts } from "./lesson-parts.ts";

/** Shows the code that a link carries in its cell, marked as someone else's. Nothing of it runs or is saved by that. */
export async function followLink(parts: LessonParts, fragment: string): Promise<void> {
  const read = await readLink(fragment);
  if (read.type === "none") return;
  if (read.type === "refused") {
    parts.notify(read.message, null);
    return;
  }
  const { cell: id, source } = read.linked;
  const cell = parts.notebook.cell(id);
  if (cell === undefined) {
    parts.notify(words.work.linkElsewhere(id), null);
    return;
  }
  if (parts.locked.value) {
    parts.notify(words.work.leaveReviewLink, null);
    return;
  }
  if (parts.edits.putForeign(id, { source, from: "link", author: null })) {
    parts.notify(words.work.codeOfLink(id), null);
  }
  reveal(id);
  // From then on the code is in the reader's own work, and a reload must not bring the link's back.
  const stop = effect(() => {
    if (cell.source.value === source && cell.foreign.value?.accepted === false) return;
    history.replaceState(null, "", `#cell-${id}`);
    queueMicrotask(() => stop());
  });
}

function reveal(id: string): void {
  const element = document.getElementById(`cell-${id}`);
  element?.querySelector(".cell-fold")?.setAttribute("open", "");
  element?.scrollIntoView({ block: "center" });
}
