import { signal } from "@preact/signals";
import { words } from "../../words/words.ts";

/** The notice about a part of the page that could not be loaded. It is one for all parts, since they have one cause. */
export const MISSING_PART = "missing-part";

/** Whether the parts of this page that are not loaded yet are gone, because a new version of the site was published. */
export const isPartRemoved = signal(false);

/** Why a part of the page is missing. @param text what is said unless it was removed, when no connection brings it back. */
export function describeMissing(text: string): string {
  return isPartRemoved.value ? words.ui.partRemoved : text;
}
