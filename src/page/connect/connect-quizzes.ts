import { effect, type ReadonlySignal } from "@preact/signals";
import type { QuizControl } from "../article/show-quizzes.ts";
import type { LessonParts } from "../work/lesson-parts.ts";

/** Lets the reader answer quizzes, and marks those with the right answer as solved. */
export function connectQuizzes(
  { quizzes, solved, locked }: LessonParts,
  live: ReadonlySignal<boolean>,
): QuizControl {
  effect(() => {
    if (!locked.value) solved.add([...quizzes.right.value]);
  });
  return {
    chosen: (quiz) => quizzes.answerOf(quiz).chosen,
    verdict: (quiz) => quizzes.verdict(quiz),
    canClear(quiz) {
      const { chosen, checked } = quizzes.answers.get(quiz) ?? { chosen: [], checked: null };
      return chosen.length > 0 || checked !== null || solved.exercises.value.has(quiz);
    },
    isLocked: () => !live.value || locked.value,
    choose: (quiz, keys) => quizzes.choose(quiz, keys),
    check: (quiz) => quizzes.check(quiz),
    clear(quiz) {
      quizzes.replace(quiz, null);
      solved.remove([quiz]);
    },
  };
}
