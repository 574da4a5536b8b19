import { words } from "../../words/words.ts";
/** What a reload keeps, as the end of a sentence. */
export function describeReload(canSave: boolean): string {
  return canSave ? words.offline.keepsEdits : words.offline.losesEdits;
}
