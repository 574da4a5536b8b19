import { letterOf } from "../../lesson/answer-letters.ts";
import type { Passage, Quiz, QuizAnswer } from "../../lesson/lesson.ts";
import { markdownPiece, type Piece } from "./piece.ts";
import { SOLUTION } from "./words.ts";

/** The answers of a quiz as a list with letters; which are right is behind a disclosure, unless it is withheld. */
export function quizPiece({ answers }: Quiz, name: string): Piece {
  const list = answers.map((answer, index) => `- **${letterOf(index)}.** ${indented(answer.markdown)}`);
  const shown = [list.join("\n"), ...solution(answers)].join("\n\n");
  const written = answers.map(lessonItem).join("\n\n");
  const passages = answers.flatMap(({ markdown, explanation }) =>
    [markdown, explanation?.markdown ?? []].flat(),
  );
  return markdownPiece(
    { type: "quiz", answers: written },
    { heading: null, markdown: shown, attachments: passages.flatMap(({ attachments }) => attachments) },
    { name },
  );
}

/** The right answers and all explanations. */
function solution(answers: readonly QuizAnswer[]): readonly string[] {
  if (answers.some(({ isRight }) => isRight === null)) return [];
  const items = answers.map(({ isRight, explanation }, index) => {
    const why = explanation === null ? "" : ` ${indented(explanation.markdown)}`;
    return `- **${letterOf(index)}** ${isRight === true ? "✓" : "✗"}${why}`;
  });
  return [`<details>\n<summary>${SOLUTION}</summary>\n\n${items.join("\n")}\n\n</details>`];
}

/** The answer as it is written in a lesson. */
function lessonItem({ markdown, isRight, explanation }: QuizAnswer): string {
  const parts = [markdown, ...(explanation === null ? [] : [explanation.markdown])];
  return `- [${isRight === true ? "x" : " "}] ${parts.map(indented).join("\n\n  ")}`;
}

/** Text inside an item of a list. */
function indented({ markdown }: Passage): string {
  return markdown.replace(/\n(?=[^\n])/g, "\n  ");
}
