import type { CellModel } from "../notebook/notebook-cell.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import type { Quizzes } from "../saving/quizzes.ts";
import { count } from "../ui/format.ts";
import { describeWork, timeOf, titleOf } from "./describe-work.ts";
import type { LessonParts } from "./lesson-parts.ts";
import { loadWeights } from "./load-weights.ts";
import type { Review } from "./review.ts";
import type { WorkFile } from "./work-file.ts";

interface ReviewBannerProps {
  readonly review: Review;
  readonly parts: LessonParts;
}

/** Says whose work is in the page, what is changed in it, and how the checks judge it here. */
export function ReviewBanner({ review, parts }: ReviewBannerProps) {
  const work = review.work.value;
  if (work === null) return null;
  const { notebook, quizzes } = parts;
  const cells = notebook.cells.value;
  const changed = cells.filter(
    ({ source, definition, own }) => own.value !== null || source.value !== definition.value.source,
  );
  const exercises = cells.filter(({ definition }) => (definition.value.exercise?.checks.length ?? 0) > 0);
  return (
    <section class="review" aria-label="Review">
      <div class="review-about">
        <p class="review-title">{titleOf(work)}</p>
        <p>
          Read-only, saved {timeOf(work)}. The file says:{" "}
          {describeWork(work.cells.length, work.own.length, work.solved.length)}.
        </p>
        {changed.length === 0 ? null : <p>Changed: {changed.map(ChangedLink)}</p>}
        <p role="status">{describeChecks(exercises, quizzes)}</p>
        <Missing work={work} parts={parts} />
      </div>
      <div class="review-actions">
        <button
          type="button"
          class="button is-main"
          disabled={exercises.length === 0}
          onClick={() => (notebook.busy.value ? notebook.stopAll() : notebook.request({ type: "checks" }))}
        >
          {notebook.busy.value ? "Stop the checks" : "Re-run the checks"}
        </button>
        {work.models.length === 0 ? null : (
          <button type="button" class="button" onClick={() => void loadWeights(parts, work.models)}>
            Load the weights
          </button>
        )}
        <button type="button" class="button" onClick={review.end}>
          Leave the review
        </button>
      </div>
    </section>
  );
}

function ChangedLink({ id }: CellModel, index: number) {
  return (
    <span key={id}>
      {index > 0 ? ", " : ""}
      <a href={`#cell-${id}`}>{id}</a>
    </span>
  );
}

/** The cells of the file that the lesson does not have. */
function Missing({ work, parts }: { readonly work: WorkFile; readonly parts: LessonParts }) {
  const missing = work.cells.filter(({ id }) => parts.notebook.cell(id) === undefined);
  return missing.length === 0 ? null : (
    <p>
      Not in this lesson: {missing.map(({ id }) => id).join(", ")}. The file may belong to another version of
      it.
    </p>
  );
}

/** Quizzes are checked at once: the page knows which answers are right. */
function describeChecks(exercises: readonly CellModel[], { ids, right }: Quizzes): string {
  const total = exercises.length + ids.length;
  if (total === 0) return "This lesson has no checks.";
  const judged = exercises.map((cell) => (cell.status.value === "idle" ? null : verdictOfCell(cell)));
  const isOver = (cell: CellModel): boolean =>
    ["done", "failed", "stopped", "stale"].includes(cell.status.value);
  const over = exercises.filter(isOver).length + ids.length;
  if (over === 0) return `Not checked here yet: ${count(total, "exercise")} with checks.`;
  const passed = judged.filter((verdict) => verdict === "passed").length + right.value.size;
  return `Checked here: ${passed} of ${total} solved${over < total ? `, ${total - over} not checked` : ""}.`;
}
