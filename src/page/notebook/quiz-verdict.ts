import type { QuizAnswer } from "../../protocol/quiz-answer.ts";

/** What the page says about an answer to a quiz that the reader has checked. */
export type QuizVerdict =
  | { readonly type: "right" }
  /** All that are chosen are right, but there are more. */
  | { readonly type: "incomplete" }
  | { readonly type: "wrong"; readonly keys: ReadonlySet<string> }
  | { readonly type: "nothing-chosen" };

/** The verdict; null if the reader has not checked what is chosen now. @param right the keys of the right answers. */
export function judgeQuiz({ chosen, checked }: QuizAnswer, right: ReadonlySet<string>): QuizVerdict | null {
  if (checked === null || chosen.length === 0 || !isSameSet(chosen, checked)) return null;
  const wrong = chosen.filter((key) => !right.has(key));
  if (wrong.length > 0) return { type: "wrong", keys: new Set(wrong) };
  return { type: new Set(chosen).size === right.size ? "right" : "incomplete" };
}

function isSameSet(first: readonly string[], second: readonly string[]): boolean {
  return new Set([...first, ...second]).size === new Set(first).size && first.length === second.length;
}
