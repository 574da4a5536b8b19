import { count } from "../ui/format.ts";
import type { WorkFile } from "./work-file.ts";

/** Such as "3 changed cells, 2 added ones, 1 exercise solved". */
export function describeWork(changed: number, added: number, solved: number): string {
  const ofOwn = added === 0 ? "" : `, ${count(added, "added one")}`;
  return `${count(changed, "changed cell")}${ofOwn}, ${count(solved, "exercise")} solved`;
}

/** Whose work it is, as the file says: "Ada Lovelace's work". */
export function titleOf({ author }: WorkFile): string {
  return author === null ? "Work without a name" : `The work of ${author}`;
}

/** When the file was made, in the reader's language and time zone. */
export function timeOf({ saved }: WorkFile): string {
  return new Date(saved).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
