import { words } from "../../words/words.ts";
import { formatDate } from "../ui/dates.ts";
import type { WorkFile } from "./work-file.ts";

/** Such as "3 changed cells, 2 added ones, 1 exercise solved, 1 quiz answered". */
export function describeWork({ cells, own, solved, quizzes }: WorkAmount): string {
  const answered = Object.values(quizzes).filter(({ chosen }) => chosen.length > 0).length;
  return words.work.amount(cells.length, own.length, solved.length, answered);
}

type WorkAmount = Pick<WorkFile, "quizzes"> &
  Readonly<Record<"cells" | "own" | "solved", { readonly length: number }>>;

/** Whose work it is, as the file says: "Ada Lovelace's work". */
export function titleOf({ author }: WorkFile): string {
  return author === null ? words.work.nameless : words.work.workOf(author);
}

/** When the file was made, in the page's language and the reader's time zone. */
export function timeOf({ saved }: WorkFile): string {
  return formatDate(new Date(saved));
}
