import { loadFailedStyles } from "../ui/failed-styles.ts";
import type { LessonParts } from "./lesson-parts.ts";

/** Loads a part of the page that is needed now. If that fails, the reader is told, and there is null. */
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
