import { letterOf } from "../../lesson/answer-letters.ts";
import type { Quiz, QuizAnswer } from "../../lesson/lesson.ts";
import { markdownPiece, type NotebookPiece } from "./notebook-piece.ts";
import { ALL_NOTEBOOK_WORDS, type NotebookWords } from "./notebook-words.ts";

/** The answers of a quiz as a list with letters; which are right is behind a disclosure, unless it is withheld. */
export function quizPiece({ answers }: Quiz, name: string, words: NotebookWords): NotebookPiece {
  const written = answers.map(writtenAnswer);
  const isWithheld = answers.some(({ isRight }) => isRight === null);
  const passages = answers.flatMap(({ markdown, explanation }) =>
    [markdown, explanation?.markdown ?? []].flat(),
  );
  return markdownPiece(
    { type: "quiz", answers: written.map(lessonItem).join("\n\n") },
    {
      heading: null,
      markdown: isWithheld ? answerList(written) : withSolution(written, words),
      attachments: passages.flatMap(({ attachments }) => attachments),
    },
    { name },
  );
}

/** Between the answers of a lesson. */
const ANSWERS = /\n\n(?=- \[[ x]\] )/;

/**
 * Whether a text is what an export shows of a quiz.
 * @param answers as they are written in the lesson: see `lessonItem`.
 */
export function isShownQuiz(text: string, answers: string): boolean {
  const written = answers.split(ANSWERS).map(readItem);
  const shown = [answerList(written), ...ALL_NOTEBOOK_WORDS.map((each) => withSolution(written, each))];
  return shown.some((each) => wordsOf(each) === wordsOf(text));
}

/**
 * The answers of a quiz as a text shows them that was edited, in the lesson's form; null if it has no longer that of an
 * export. What the text does not say of an answer, whether it is right and why, is as it was.
 * @param answers as they were exported.
 */
export function readShownQuiz(text: string, answers: string): string | null {
  const before = new Map(answers.split(ANSWERS).map((item, index) => [letterOf(index), readItem(item)]));
  const [, list = text, solution = ""] = SHOWN.exec(text) ?? [];
  const shown = itemsIn(list, /^[-*+] \*\*([A-Z]|\d+)\.\*\* ?(.*)$/);
  const reasons = itemsIn(solution, /^[-*+] \*\*([A-Z]|\d+)\*\* ?(.*)$/);
  if (shown === null || reasons === null || shown.size === 0) return null;
  const written = Array.from(shown, ([letter, one]): WrittenAnswer => {
    const [, mark, why = ""] = /^([✓✗]) ?([\s\S]*)$/.exec(reasons.get(letter) ?? "") ?? [];
    const { isRight = false, explanation = null } = before.get(letter) ?? {};
    if (mark === undefined) return { text: one, isRight, explanation };
    return { text: one, isRight: mark === "✓", explanation: why === "" ? null : why };
  });
  return written.map(lessonItem).join("\n\n");
}

/** The list of answers, and which are right. */
const SHOWN = /^([\s\S]*?)<details>\s*<summary>[^\n]*<\/summary>([\s\S]*?)<\/details>\s*$/;

/** The items of a list by the letters with which they begin; null if there is anything else. */
function itemsIn(list: string, item: RegExp): ReadonlyMap<string, string> | null {
  const items = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of list.trim().split("\n")) {
    const [, letter, first] = item.exec(line) ?? [];
    if (letter !== undefined && first !== undefined && !items.has(letter)) {
      lines = [first];
      items.set(letter, lines);
    } else if (items.size > 0 && /^(?: {2}|\s*$)/.test(line)) lines.push(line.slice(2));
    else if (line.trim() !== "") return null;
  }
  return new Map([...items].map(([letter, text]) => [letter, text.join("\n").trim()]));
}

/** Without the white space that notebook editors change. */
function wordsOf(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** An answer in Markdown. */
interface WrittenAnswer {
  readonly text: string;
  readonly isRight: boolean;
  readonly explanation: string | null;
}

function writtenAnswer({ markdown, isRight, explanation }: QuizAnswer): WrittenAnswer {
  return {
    text: markdown.markdown,
    isRight: isRight === true,
    explanation: explanation?.markdown.markdown ?? null,
  };
}

function answerList(answers: readonly WrittenAnswer[]): string {
  return answers.map(({ text }, index) => `- **${letterOf(index)}.** ${indented(text)}`).join("\n");
}

/** The answers, and below them which are right, and all explanations. */
function withSolution(answers: readonly WrittenAnswer[], words: NotebookWords): string {
  const items = answers.map(({ isRight, explanation }, index) => {
    const why = explanation === null ? "" : ` ${indented(explanation)}`;
    return `- **${letterOf(index)}** ${isRight ? "✓" : "✗"}${why}`;
  });
  const solution = `<details>\n<summary>${words.solution}</summary>\n\n${items.join("\n")}\n\n</details>`;
  return `${answerList(answers)}\n\n${solution}`;
}

/** The answer as it is written in a lesson. */
function lessonItem({ text, isRight, explanation }: WrittenAnswer): string {
  const parts = [text, ...(explanation === null ? [] : [explanation])];
  return `- [${isRight ? "x" : " "}] ${parts.map(indented).join("\n\n  ")}`;
}

function readItem(item: string): WrittenAnswer {
  const inside = item.slice("- [x] ".length).replace(/\n {2}/g, "\n");
  const [text = "", ...explanation] = inside.split("\n\n");
  return {
    text,
    isRight: item.startsWith("- [x]"),
    explanation: explanation.length === 0 ? null : explanation.join("\n\n"),
  };
}

/** Text inside an item of a list. */
function indented(markdown: string): string {
  return markdown.replace(/\n(?=[^\n])/g, "\n  ");
}
