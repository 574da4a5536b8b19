import { words } from "../../words/words.ts";
import { formatDate } from "../ui/dates.ts";
import type { WorkFile } from "./work-file.ts";

/** Such as "3 changed cells, 2 added ones, 1 exercise solved". */
export function describeWork(changed: number, added: number, solved: number): string {
  return words.work.amount(changed, added, solved);
}

/** Whose work it is, as the file says: "Ada Lovelace's work". */
export function titleOf({ author }: WorkFile): string {
  return author === null ? words.work.nameless : words.work.workOf(author);
}

/** When the file was made, in the page's language and the reader's time zone. */
export function timeOf({ saved }: WorkFile): string {
  return formatDate(new Date(saved));
}
