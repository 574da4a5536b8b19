import type { ComponentChild } from "preact";
import type { Block, Exercise } from "../../../lesson/lesson.ts";
import { words } from "../../../words/words.ts";
import { INERT_LIVE } from "../../cells/inert-cell.ts";
import { Island } from "../../ui/island.tsx";
import { ExerciseControls } from "./exercise-controls.tsx";
import { QuizSolution, QuizView } from "./quiz-view.tsx";
import { heightOfExercise, reserve } from "./reserved-height.ts";
import { StaticCell } from "./static-cell.tsx";

interface ExerciseViewProps {
  readonly exercise: Exercise;
  readonly renderBlocks: (blocks: readonly Block[]) => ComponentChild;
}

/** An exercise: the task, the reader's cell, and hints and solution behind disclosures that work without JavaScript. */
export function ExerciseView({ exercise, renderBlocks }: ExerciseViewProps) {
  const { id, title, number, starter, quiz, hints, solution, afterAttempt } = exercise;
  const headingId = `${id}-title`;
  const hasSolution = solution !== null || (quiz?.answers.some(({ isRight }) => isRight === true) ?? false);
  return (
    <section
      class="exercise"
      id={id}
      data-exercise={id}
      aria-labelledby={headingId}
      style={reserve(heightOfExercise(exercise))}
    >
      <h3 class="exercise-title" id={headingId}>
        <span lang={words.language}>{words.article.exercise(number)}</span> {title}{" "}
        <em class="exercise-solved" data-solved-mark hidden lang={words.language}>
          {words.article.solved}
        </em>
      </h3>
      {renderBlocks(exercise.task)}
      {starter === null ? null : <StaticCell cell={starter.cell} html={starter.html} twin={starter.twin} />}
      {quiz === null ? null : <QuizView {...{ id, title, quiz }} />}
      {hints.map((blocks, index) => (
        <details class="disclosure" data-disclosure="hint" key={`${index}`}>
          <summary lang={words.language}>
            {hints.length === 1 ? words.article.hint : words.article.hintOf(index + 1, hints.length)}
          </summary>
          {renderBlocks(blocks)}
        </details>
      ))}
      {hasSolution && afterAttempt ? (
        <p class="after-attempt" data-after-attempt lang={words.language}>
          {quiz === null ? words.article.solutionLater : words.quiz.solutionLater}
        </p>
      ) : null}
      {hasSolution ? <Solution exercise={exercise} renderBlocks={renderBlocks} /> : null}
    </section>
  );
}

function Solution({ exercise, renderBlocks }: ExerciseViewProps) {
  const { starter, quiz, solution, afterAttempt } = exercise;
  const code = starter?.cell.exercise?.solution ?? null;
  return (
    <details class="disclosure" data-disclosure="solution" hidden={afterAttempt}>
      <summary lang={words.language}>{words.article.solution}</summary>
      {quiz === null ? null : <QuizSolution {...quiz} />}
      {renderBlocks(solution ?? [])}
      {starter !== null && code !== null ? (
        <Island name={`solution:${starter.cell.id}`}>
          <ExerciseControls live={INERT_LIVE} useSolution={() => undefined} />
        </Island>
      ) : null}
    </details>
  );
}
