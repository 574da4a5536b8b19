import type { CellProblem } from "../../language/messages.ts";
import { words } from "../../words/words.ts";

/** What is wrong, and whether that is so in the check of an exercise. */
export function problemText({ message, inCheck }: CellProblem): string {
  return inCheck ? `${words.typeChecking.inCheck}: ${message}` : message;
}

/** Whether it is at something in the cell, and not at what the check misses there. */
export function hasLocation({ inCheck, to }: CellProblem): boolean {
  return !inCheck || to > 0;
}
