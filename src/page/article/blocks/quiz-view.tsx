import { letterOf } from "../../../lesson/answer-letters.ts";
import type { Quiz, QuizAnswer } from "../../../lesson/lesson.ts";
import { words } from "../../../words/words.ts";
import { Html, InlineHtml } from "./html.tsx";

interface QuizViewProps {
  readonly id: string;
  readonly title: string;
  readonly quiz: Quiz;
}

/**
 * The answers of a multiple choice; `showQuizzes` lets readers choose. Without a script, the solution below it marks
 * the right ones, and shows their explanations.
 */
export function QuizView({ id, title, quiz: { several, answers } }: QuizViewProps) {
  return (
    <form class="quiz" data-quiz={id}>
      <fieldset>
        <legend>
          <span class="hidden-visually">{title}: </span>
          <span lang={words.language}>{several ? words.quiz.chooseSeveral : words.quiz.chooseOne}</span>
        </legend>
        <ul>
          {answers.map((answer, index) => (
            <AnswerView key={answer.key} {...{ answer, index, several }} name={`quiz-${id}`} />
          ))}
        </ul>
      </fieldset>
      <div class="quiz-controls" lang={words.language}>
        <button type="submit" class="button" disabled>
          {words.quiz.check}
        </button>
        <button type="button" class="button" data-quiz-clear hidden>
          {words.quiz.startOver}
        </button>
        <p class="quiz-verdict" role="status" />
      </div>
    </form>
  );
}

interface AnswerViewProps {
  readonly answer: QuizAnswer;
  readonly index: number;
  readonly several: boolean;
  /** Of the fields of the quiz, with which the ids of its explanations begin. */
  readonly name: string;
}

function AnswerView({ answer: { key, html, isRight, explanation }, index, several, name }: AnswerViewProps) {
  return (
    <li class="quiz-answer" data-right={isRight === true ? "" : undefined}>
      <label>
        <input type={several ? "checkbox" : "radio"} name={name} value={key} disabled />
        <span class="quiz-letter">{letterOf(index)}</span>
        <InlineHtml html={html} />
        <span class="quiz-mark" data-mark="right" hidden lang={words.language}>
          {words.quiz.rightAnswer}
        </span>
        <span class="quiz-mark" data-mark="wrong" hidden lang={words.language}>
          {words.quiz.wrongAnswer}
        </span>
      </label>
      {explanation === null ? null : (
        <div class="quiz-explanation" id={`${name}-${key}`} hidden>
          <Html class="prose" html={explanation.html} />
        </div>
      )}
    </li>
  );
}

/** Which answers are right, in words; null if it is withheld. */
export function QuizSolution({ answers }: Pick<Quiz, "answers">) {
  const letters = answers.flatMap(({ isRight }, index) => (isRight === true ? [letterOf(index)] : []));
  return letters.length === 0 ? null : <p lang={words.language}>{words.quiz.areRight(letters)}</p>;
}
