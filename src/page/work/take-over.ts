import { batch } from "@preact/signals";
import type { CellId } from "../../protocol/ids.ts";
import type { ReplacedText } from "../saving/draft.ts";
import { count } from "../ui/format.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { offerWeights } from "./load-weights.ts";
import type { WorkFile } from "./work-file.ts";

/** Puts the work of a file into the reader's cells, marked as someone else's. It can be undone as a whole, and cell by cell. */
export function takeOver(parts: LessonParts, work: WorkFile): void {
  const { notebook, edits, solved, locked, notify } = parts;
  const before = new Map<CellId, ReplacedText>();
  const added = work.solved.filter((id) => isExercise(parts, id) && !solved.exercises.value.has(id));
  batch(() => {
    for (const { id, source, author } of work.cells) {
      const cell = notebook.cell(id);
      if (cell === undefined) continue;
      const text = { source: cell.source.value, foreign: cell.foreign.value };
      if (!edits.putForeign(id, { source, author, from: "file" })) continue;
      before.set(id, text);
      edits.saveText(id);
    }
    solved.add(added);
  });
  const undo = (): void => {
    if (locked.value) {
      notify("Leave the review first, and then undo.", { label: "Undo", act: undo });
      return;
    }
    batch(() => {
      for (const [id, text] of before) edits.bringBack(id, text);
      solved.remove(added);
      notify("Your work is as it was before the file was opened.", null);
    });
  };
  notify(
    `${count(before.size, "cell")} now ${before.size === 1 ? "has" : "have"} the code of the file. It runs only when you ask for it.`,
    { label: "Undo", act: undo },
  );
  offerWeights(parts, work.models);
}

function isExercise({ notebook }: LessonParts, id: string): boolean {
  return notebook.cells.value.some(({ definition }) => definition.value.exercise?.id === id);
}
