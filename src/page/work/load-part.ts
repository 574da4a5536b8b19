import { words } from "../../words/words.ts";
import { loadFailedStyles } from "../ui/failed-styles.ts";
import { describeMissing, MISSING_PART } from "../ui/missing-part.ts";
import type { LessonParts } from "./lesson-parts.ts";

/** Loads a part of the page on demand and passes it to `use`. If loading fails, a notice says so and offers a retry. */
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
    const retry = { label: words.shell.tryAgain, act: () => void withPart(load, notify, use) };
    notify(describeMissing(words.work.partMissing), retry, MISSING_PART);
    return;
  }
  await use(part);
}
