import { effect } from "@preact/signals";
import { words } from "../../words/words.ts";
import type { QuizVerdict } from "../notebook/quiz-verdict.ts";

/** The quizzes of the page. What it returns depends on signals. */
export interface QuizControl {
  readonly chosen: (quiz: string) => readonly string[];
  readonly verdict: (quiz: string) => QuizVerdict | null;
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

function connectQuiz(form: HTMLFormElement, quiz: string, control: QuizControl): () => void {
  const inputs = [...form.querySelectorAll("input")];
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
  return effect(() => drawQuiz(form, control.chosen(quiz), control.verdict(quiz), control.isLocked()));
}

function drawQuiz(
  form: HTMLFormElement,
  chosen: readonly string[],
  verdict: QuizVerdict | null,
  isLocked: boolean,
): void {
  for (const answer of form.querySelectorAll(".quiz-answer")) {
    const input = answer.querySelector("input");
    if (input !== null) drawAnswer(answer, input, chosen.includes(input.value), verdict, isLocked);
  }
  const status = form.querySelector(".quiz-verdict");
  const text = verdict === null ? "" : words.quiz.verdicts[verdict.type];
  // Setting the same text again would announce it again.
  if (status !== null && status.textContent !== text) status.textContent = text;
  form.dataset["verdict"] = verdict?.type ?? "";
  form.querySelector("[type=submit]")?.toggleAttribute("disabled", isLocked);
  form.querySelector("[data-quiz-clear]")?.toggleAttribute("hidden", isLocked || chosen.length === 0);
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
  answer.querySelector(".quiz-explanation")?.toggleAttribute("hidden", !isExplained);
}
