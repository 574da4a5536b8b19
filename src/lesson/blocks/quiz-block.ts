import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Token, Tokens } from "marked";
import { MOST_ANSWERS, rightAnswerText } from "../../protocol/quiz-answer.ts";
import type { Exercise, Quiz, QuizAnswer } from "../lesson.ts";
import type { DivToken } from "../markdown/div-syntax.ts";
import {
  type AnswerParts,
  answerLists,
  answerParts,
  isBlankAnswer,
  isLikeQuiz,
} from "../markdown/quiz-syntax.ts";
import type { BlockContext } from "./block-context.ts";
import { type Builder, buildProse, type Report, readOutline } from "./exercise-outline.ts";

/**
 * `::: {.quiz #id title="…"}`: a question, and a list of answers with boxes; those of the right answers are checked.
 */
export function readQuiz(token: DivToken, context: BlockContext, build: Builder): Exercise {
  const outline = readOutline(token, context, "quiz");
  const { id, title, number, parts, report } = outline;
  for (const code of [...parts.starters, ...parts.checks])
    context.log.report(context.offsets.of(code), "A quiz with a cell for the reader.", REMOVE_CODE);
  const list = readList(parts.task, context);
  const question = parts.task.filter((each) => each !== list);
  if (question.every(({ type }) => type === "space"))
    report("A quiz without a question.", "Write it above the answers.");
  const quiz = readAnswers(list, id, context, report);
  return {
    id,
    title,
    number,
    ...buildProse(outline, question, context, build),
    starter: null,
    quiz,
    afterAttempt: context.solutions === "after-attempt",
  };
}

/** The list of answers, which is the last thing in the task. */
function readList(task: readonly Token[], context: BlockContext): Tokens.List | undefined {
  const [list, ...more] = answerLists(task);
  for (const another of more)
    context.log.report(context.offsets.of(another), "A second list of answers.", "Put all into one list.");
  if (list !== undefined && more.length === 0) reportBelow(list, task, context);
  return list;
}

/** What is written below the answers is part of the question, which is above them. */
function reportBelow(list: Tokens.List, task: readonly Token[], { log, offsets }: BlockContext): void {
  const below = task.slice(task.indexOf(list) + 1).find(isShown);
  if (below === undefined) return;
  const remedy =
    "Move it above them, or indent it below the answer that it explains, after an empty line: the page shows it above them.";
  log.report(offsets.of(below), "A text below the answers.", remedy);
}

/** Not what is shown elsewhere, or reported as another mistake. */
function isShown(token: Token): boolean {
  if (token.type === "html") return !token.raw.trimStart().startsWith("<!--");
  return !["space", "def", "footnote", "footnotes"].includes(token.type) && !isLikeQuiz(token);
}

const REMOVE_CODE = "Put it into a `::: {.exercise}`: a quiz is answered by choosing.";

function readAnswers(
  list: Tokens.List | undefined,
  quiz: string,
  context: BlockContext,
  report: Report,
): Quiz {
  const written = (list?.items ?? []).filter((item) => !reportBlank(item, context)).map(answerParts);
  const parts = written.slice(0, MOST_ANSWERS);
  reportTooMany(written[MOST_ANSWERS], context);
  const rights = parts.filter(({ isRight }) => isRight === true);
  reportAnswers(parts, context, report);
  const keys = answerKeys(parts);
  const digests = parts.flatMap(({ isRight }, index) =>
    isRight === true ? [digest(rightAnswerText(quiz, keys[index] ?? ""))] : [],
  );
  return {
    several: rights.length > 1,
    answers: parts.map((part, index) => readAnswer(part, keys[index] ?? "", context)),
    // Sorted, so that the order gives nothing away.
    right: digests.toSorted(),
  };
}

function readAnswer(part: AnswerParts, key: string, context: BlockContext): QuizAnswer {
  const { renderer, passages, solutions } = context;
  const { text, explanation } = part;
  // Withheld explanations are rendered too, which finds their mistakes.
  const written =
    explanation.length === 0
      ? null
      : { html: renderer.blocks(explanation), markdown: passages.caption(explanation) };
  const isPublished = solutions !== "withheld";
  return {
    key,
    html: renderer.inline(text),
    markdown: passages.caption(text),
    isRight: isPublished ? part.isRight === true : null,
    explanation: isPublished ? written : null,
  };
}

function reportBlank(item: Tokens.ListItem, { log, offsets }: BlockContext): boolean {
  if (!isBlankAnswer(item)) return false;
  log.report(offsets.of(item), "An answer without a text.", "Write it after the box, or remove the line.");
  return true;
}

function reportTooMany(first: AnswerParts | undefined, { log, offsets }: BlockContext): void {
  if (first === undefined) return;
  const remedy = "Remove some, or make several quizzes: this one and those below it are left out.";
  log.report(offsets.of(first.item), `A quiz with more than ${MOST_ANSWERS} answers.`, remedy);
}

function reportAnswers(
  parts: readonly AnswerParts[],
  { log, offsets, solutions }: BlockContext,
  report: Report,
): void {
  if (parts.length === 0) {
    report("A quiz without answers.", HOW_TO_ANSWER);
    return;
  }
  if (parts.length === 1) report("A quiz with only one answer.", "Add more answers to choose from.");
  const seen = new Set<string>();
  for (const { item, isRight, text } of parts) {
    const offset = offsets.of(item);
    const written = sourceOf(text);
    if (isRight === null) log.report(offset, "An answer without a box.", HOW_TO_ANSWER);
    else if (/^(?:`{3}|~{3})/.test(written))
      log.report(offset, "An answer that is a block of code.", "Begin it with a text, and use `…` for code.");
    else if (hasExplanationInside(written, solutions === "withheld"))
      log.report(
        offset,
        "An answer of several lines.",
        "Put an empty line above its explanation, or write the answer on one line.",
      );
    else if (seen.has(written)) log.report(offset, "An answer that is there twice.", "Remove one of them.");
    seen.add(written);
  }
  if (parts.some(({ isRight }) => isRight !== null) && !parts.some(({ isRight }) => isRight === true))
    report("A quiz without a right answer.", "Write `[x]` in the box of each answer that is right.");
}

/** Whether the first line was ended on purpose: the next word would have fitted. If in doubt, every line break is on purpose. */
function hasExplanationInside(written: string, inDoubt: boolean): boolean {
  const [line = "", next = ""] = written.split("\n");
  const [word = ""] = next.trim().split(/\s/);
  return word !== "" && (inDoubt || `${line} ${word}`.length <= SHORTEST_WIDTH);
}

/** The shortest width at which editors wrap lines, in characters, without the box. */
const SHORTEST_WIDTH = 60;

const HOW_TO_ANSWER = "Write a list: `- [x]` before each answer that is right, `- [ ]` before the others.";

/** Eight hexadecimal digits for each answer; a repeated text gets different ones. */
function answerKeys(parts: readonly AnswerParts[]): readonly string[] {
  const texts = parts.map(({ text }) => sourceOf(text));
  return texts.map((text, index) => {
    const before = texts.slice(0, index).filter((other) => other === text).length;
    return digest(`${text}${before === 0 ? "" : ` ${before}`}`).slice(0, 8);
  });
}

function sourceOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ raw }) => raw)
    .join("")
    .trim();
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
