import { loadFailedStyles } from "../ui/failed-styles.ts";
import type { LessonParts } from "./lesson-parts.ts";

/** Loads a part of the page that is needed now, and uses it. If it cannot be loaded, the reader is told, and can retry. */
export async function withPart<Part>(
  load: () => Promise<Part>,
  notify: LessonParts["notify"],
  use: (part: Part) => unknown,
): Promise<void> {
  let part: Part;
  try {
    await loadFailedStyles();
    part = await load();
  } catch {
    notify("This part of the page could not be loaded. Check your connection.", {
      label: "Try again",
      act: () => void withPart(load, notify, use),
    });
    return;
  }
  await use(part);
}
