import { effect, type ReadonlySignal } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { LessonData } from "./lesson-data.ts";

/** Marks solved exercises in the text and in the contents, and counts them there. Returns a function that stops it. */
export function showSolved(data: LessonData, solved: ReadonlySignal<ReadonlySet<string>>): () => void {
  const ofCells = data.cells.flatMap(({ exercise }) => exercise?.id ?? []);
  const exercises = [...ofCells, ...data.quizzes.map(({ id }) => id)];
  return effect(() => {
    let count = 0;
    for (const id of exercises) {
      const isSolved = solved.value.has(id);
      if (isSolved) count += 1;
      const dots = document.querySelectorAll(`[data-exercise-dot="${CSS.escape(id)}"]`);
      for (const marked of [document.getElementById(id), ...dots]) {
        marked?.toggleAttribute("data-solved", isSolved);
        // Hidden without style sheets too: a page whose styles cannot be loaded must not call everything solved.
        marked?.querySelector("[data-solved-mark]")?.toggleAttribute("hidden", !isSolved);
      }
    }
    for (const counter of document.querySelectorAll("[data-solved-count]"))
      counter.textContent = words.article.solvedCount(count, exercises.length);
  });
}
