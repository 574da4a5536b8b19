import { effect } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import type { LessonData } from "./lesson-data.ts";

/** Whether the cell ran without an error and all checks passed. After a reload the restored outputs count. */
function isSolved(cell: CellModel): boolean {
  const { entries, error } = cell.outputs.value;
  const checks = entries.flatMap(({ output }) => (output.type === "check" ? [output.passed] : []));
  return error === null && checks.length > 0 && checks.every((passed) => passed);
}

/** Marks solved exercises in the text and in the contents. Returns a function that stops it. */
export function showSolved(data: LessonData, notebook: Notebook): () => void {
  return effect(() => {
    for (const { id, exercise } of data.cells) {
      const cell = notebook.cell(id);
      if (exercise === null || cell === undefined) continue;
      const solved = isSolved(cell);
      document.getElementById(exercise.id)?.toggleAttribute("data-solved", solved);
      const dot = document.querySelector(`[data-exercise-dot="${CSS.escape(exercise.id)}"]`);
      dot?.toggleAttribute("data-solved", solved);
    }
  });
}
