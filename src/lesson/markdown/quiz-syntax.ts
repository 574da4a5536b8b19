import type { Token, Tokens } from "marked";
import { type DivToken, isDiv } from "./div-syntax.ts";

/** An answer of a quiz: `- [x] text`, and below an empty line, indented, its explanation. */
export interface AnswerParts {
  readonly item: Tokens.ListItem;
  /** Null for an item without a box. */
  readonly isRight: boolean | null;
  /** Inline tokens. */
  readonly text: readonly Token[];
  readonly explanation: readonly Token[];
}

export function isQuiz(token: Token): token is DivToken {
  return isDiv(token) && token.attributes.classes.includes("quiz");
}

/** Also in a form that the page does not show as a quiz: it was meant as one. */
export function isLikeQuiz(token: Token): token is DivToken {
  return isDiv(token) && token.attributes.classes.some((name) => isQuizClass(name));
}

/** `quiz`, or what is easily written instead of it. */
export function isQuizClass(name: string): boolean {
  return /^quizz?(?:es)?$/i.test(name);
}

/** The lists of answers among the tokens of a quiz: those with a box in them, or else the last list. */
export function answerLists(tokens: readonly Token[]): readonly Tokens.List[] {
  const lists = tokens.filter(isList);
  const withBoxes = lists.filter(hasBoxes);
  return withBoxes.length > 0 ? withBoxes : lists.slice(-1);
}

export function answerParts(item: Tokens.ListItem): AnswerParts {
  const [first, ...rest] = item.tokens.filter(({ type }) => type !== "checkbox");
  const inline = first !== undefined && "tokens" in first ? (first.tokens ?? []) : [];
  return {
    item,
    isRight: item.task ? item.checked === true : null,
    text: inline.filter(({ type }) => type !== "checkbox"),
    explanation: rest.filter(({ type }, index) => type !== "space" || index > 0),
  };
}

/** A box without a text, which Markdown reads as the text `[ ]`, not as a task. */
export function isBlankAnswer({ task, text }: Tokens.ListItem): boolean {
  return !task && /^\[[ xX]?\]\s*$/.test(text);
}

export function hasBoxes({ items }: Tokens.List): boolean {
  return items.some((item) => item.task || isBlankAnswer(item));
}

export function isList(token: Token): token is Tokens.List {
  return token.type === "list";
}
