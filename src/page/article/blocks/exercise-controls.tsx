import type { ReadonlySignal } from "@preact/signals";
import { words } from "../../../words/words.ts";

interface ExerciseControlsProps {
  readonly live: ReadonlySignal<boolean>;
  readonly useSolution: () => void;
}

/** Puts the solution into the reader's cell. The cell's menu brings the starter back. */
export function ExerciseControls({ live, useSolution }: ExerciseControlsProps) {
  return (
    <p class="exercise-controls">
      <button type="button" class="button" disabled={!live.value} onClick={useSolution}>
        {words.article.useSolution}
      </button>
    </p>
  );
}
