import { words } from "../../words/words.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { verdictOfCell } from "../notebook/verdict.ts";
import type { Quizzes } from "../saving/quizzes.ts";
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
  const cells = parts.notebook.cells.value;
  const changed = cells.filter(
    ({ source, definition, own }) => own.value !== null || source.value !== definition.value.source,
  );
  const exercises = cells.filter(({ definition }) => (definition.value.exercise?.checks.length ?? 0) > 0);
  return (
    <section class="review" aria-label={words.work.reviewLabel}>
      <div class="review-about">
        <p class="review-title">{titleOf(work)}</p>
        <p>{words.work.readOnly(timeOf(work), describeWork(work))}</p>
        {changed.length === 0 ? null : (
          <p>
            {words.work.changed} {changed.map(ChangedLink)}
          </p>
        )}
        <p role="status">{describeChecks(exercises, parts.quizzes)}</p>
        <Missing work={work} parts={parts} />
      </div>
      <Actions review={review} parts={parts} work={work} hasChecks={exercises.length > 0} />
    </section>
  );
}

interface ActionsProps extends ReviewBannerProps {
  readonly work: WorkFile;
  readonly hasChecks: boolean;
}

function Actions({ review, parts, work, hasChecks }: ActionsProps) {
  const { notebook } = parts;
  return (
    <div class="review-actions">
      <button
        type="button"
        class="button is-main"
        disabled={!hasChecks}
        onClick={() => (notebook.busy.value ? notebook.stopAll() : notebook.request({ type: "checks" }))}
      >
        {notebook.busy.value ? words.work.stopChecks : words.work.rerunChecks}
      </button>
      {work.models.length === 0 ? null : (
        <button type="button" class="button" onClick={() => void loadWeights(parts, work.models)}>
          {words.work.loadWeights}
        </button>
      )}
      <button type="button" class="button" onClick={() => review.end()}>
        {words.work.leaveReview}
      </button>
    </div>
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
    <p>{words.work.notInLesson(missing.map(({ id }) => id).join(", "))}</p>
  );
}

/** Quizzes are checked at once: the page knows which answers are right. */
function describeChecks(exercises: readonly CellModel[], { ids, right }: Quizzes): string {
  const total = exercises.length + ids.length;
  if (total === 0) return words.work.noChecks;
  const judged = exercises.map((cell) => (cell.status.value === "idle" ? null : verdictOfCell(cell)));
  const isOver = (cell: CellModel): boolean =>
    ["done", "failed", "stopped", "stale"].includes(cell.status.value);
  const over = exercises.filter(isOver).length + ids.length;
  if (over === 0) return words.work.notChecked(total);
  const passed = judged.filter((verdict) => verdict === "passed").length + right.value.size;
  return words.work.checked(passed, total, total - over);
}
