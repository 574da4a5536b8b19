import { effect } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { QuizVerdict } from "../notebook/quiz-verdict.ts";

/** The quizzes of the page. What it returns depends on signals. */
export interface QuizControl {
  readonly chosen: (quiz: string) => readonly string[];
  readonly verdict: (quiz: string) => QuizVerdict | null;
  /** Whether there is something that starting over would remove. */
  readonly canClear: (quiz: string) => boolean;
  /** Whether the reader cannot answer now. */
  readonly isLocked: () => boolean;
  readonly choose: (quiz: string, keys: readonly string[]) => void;
  readonly check: (quiz: string) => void;
  readonly clear: (quiz: string) => void;
}

/** Lets the reader answer the quizzes in the page. Returns a function that stops it. */
export function showQuizzes(control: QuizControl): () => void {
  const forms = document.querySelectorAll<HTMLFormElement>("form[data-quiz]");
  // A page that is updated has other forms.
  const ends = Array.from(forms, (form) => connectQuiz(form, form.dataset["quiz"] ?? "", control));
  return () => {
    for (const end of ends) end();
  };
}

/** An explanation can contain others: those of a list with boxes. */
const INPUTS = ".quiz-answer > label > input";

function connectQuiz(form: HTMLFormElement, quiz: string, control: QuizControl): () => void {
  const inputs = [...form.querySelectorAll<HTMLInputElement>(INPUTS)];
  form.onchange = () =>
    control.choose(
      quiz,
      inputs.filter(({ checked }) => checked).map(({ value }) => value),
    );
  form.onsubmit = (event) => {
    event.preventDefault();
    control.check(quiz);
  };
  const clear = form.querySelector<HTMLButtonElement>("[data-quiz-clear]");
  if (clear !== null)
    clear.onclick = () => {
      control.clear(quiz);
      // The button is gone now.
      inputs[0]?.focus();
    };
  return effect(() => {
    drawQuiz(form, control.chosen(quiz), control.verdict(quiz), control.isLocked());
    clear?.toggleAttribute("hidden", control.isLocked() || !control.canClear(quiz));
  });
}

function drawQuiz(
  form: HTMLFormElement,
  chosen: readonly string[],
  verdict: QuizVerdict | null,
  isLocked: boolean,
): void {
  for (const input of form.querySelectorAll<HTMLInputElement>(INPUTS)) {
    const answer = input.closest(".quiz-answer");
    if (answer !== null) drawAnswer(answer, input, chosen.includes(input.value), verdict, isLocked);
  }
  const status = form.querySelector(".quiz-verdict");
  const text = verdict === null ? "" : words.quiz.verdicts[verdict.type];
  // Setting the same text again would announce it again.
  if (status !== null && status.textContent !== text) status.textContent = text;
  form.dataset["verdict"] = verdict?.type ?? "";
  form.querySelector("[type=submit]")?.toggleAttribute("disabled", isLocked);
}

function drawAnswer(
  answer: Element,
  input: HTMLInputElement,
  isChosen: boolean,
  verdict: QuizVerdict | null,
  isLocked: boolean,
): void {
  input.checked = isChosen;
  input.disabled = isLocked;
  const isJudged = isChosen && verdict !== null;
  const isWrong = isJudged && verdict.type === "wrong" && verdict.keys.has(input.value);
  answer.querySelector("[data-mark=right]")?.toggleAttribute("hidden", !isJudged || isWrong);
  answer.querySelector("[data-mark=wrong]")?.toggleAttribute("hidden", !isWrong);
  // Those of other answers would tell which are right, until all is right.
  const isExplained = isJudged || verdict?.type === "right";
  const explanation = answer.querySelector(".quiz-explanation");
  explanation?.toggleAttribute("hidden", !isExplained);
  if (explanation !== null && isExplained) input.setAttribute("aria-describedby", explanation.id);
  else input.removeAttribute("aria-describedby");
}
