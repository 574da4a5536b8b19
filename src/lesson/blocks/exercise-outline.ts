import type { Token } from "marked";
import type { Block, Exercise } from "../lesson.ts";
import type { DivToken } from "../markdown/div-syntax.ts";
import type { BlockContext } from "./block-context.ts";
import type { Enclosure } from "./cell-block.ts";
import { type ExerciseParts, exerciseParts } from "./exercise-parts.ts";

export interface Builder {
  blocks(tokens: readonly Token[], inside: Enclosure): Block[];
  /** The problems before an offset that no block shows yet. */
  problems(end: number): Block[];
}

export type Report = (message: string, remedy: string) => void;

/** What exercises and quizzes begin with. */
export interface ExerciseOutline extends Pick<Exercise, "id" | "title" | "number"> {
  readonly token: DivToken;
  readonly parts: ExerciseParts;
  /** Reports a problem of the exercise as a whole. */
  readonly report: Report;
}

/** Reads the id, the title and the parts of an exercise or quiz, and reports what is missing. */
export function readOutline(
  token: DivToken,
  context: BlockContext,
  kind: "exercise" | "quiz",
): ExerciseOutline {
  const { id, number } = context.anchors.numbered(token);
  const title = token.attributes.values.get("title")?.value ?? "";
  const parts = exerciseParts(token.tokens);
  const report = reporter(token, context);
  const name = kind === "quiz" ? "A quiz" : "An exercise";
  if (token.attributes.id === null) report(`${name} without an id.`, `Write \`::: {.${kind} #id}\`.`);
  if (title === "") report(`${name} without a title.`, `Write \`::: {.${kind} #id title="…"}\`.`);
  if (parts.solutions.length > 1) report(`${name} with two solutions.`, "Keep one; the first is shown.");
  return { id, number, title: title || `Exercise ${number}`, token, parts, report };
}

function reporter(token: DivToken, context: BlockContext): Report {
  const offset = context.offsets.within(token, token.attributesOffset);
  return (message, remedy) => context.log.report(offset, message, remedy);
}

/**
 * Builds the prose of an exercise or quiz, after its other parts have been read: their problems are shown in the task,
 * since hints and solution are closed at first.
 */
export function buildProse(
  { token, parts }: ExerciseOutline,
  task: readonly Token[],
  context: BlockContext,
  build: Builder,
): Pick<Exercise, "task" | "hints" | "solution"> {
  const [solution] = parts.solutions;
  return {
    task: [...build.blocks(task, "exercise"), ...build.problems(endOfTask(token, parts, context))],
    hints: parts.hints.map((hint) => build.blocks([...hint.tokens], "aside")),
    solution: solution === undefined ? null : build.blocks(solution.tokens, "aside"),
  };
}

/** Where the first hint or solution begins, or else the exercise ends. */
function endOfTask(token: DivToken, { hints, solutions }: ExerciseParts, { offsets }: BlockContext): number {
  const end = offsets.of(token) + token.raw.length;
  return Math.min(end, ...[...hints, ...solutions].map((part) => offsets.of(part)));
}
