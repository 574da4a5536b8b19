import { loadFailedStyles } from "../ui/failed-styles.ts";
import type { LessonParts } from "./lesson-parts.ts";

/** Loads a part of the page on first use. Returns null, and shows a notice, if it cannot be loaded. */
export async function loadPart<Part>(
  load: () => Promise<Part>,
  notify: LessonParts["notify"],
): Promise<Part | null> {
  try {
    await loadFailedStyles();
    return await load();
  } catch {
    notify("This part of the page could not be loaded. Check your connection, and try again.", null);
    return null;
  }
}
