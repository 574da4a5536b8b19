import type { Token, Tokens } from "marked";
import type { Anchors } from "../blocks/anchors.ts";
import { exerciseParts, solutionCode } from "../blocks/exercise-parts.ts";
import { groupTokens } from "../blocks/groups.ts";
import { isDiv } from "../markdown/div-syntax.ts";
import { isCode, readFence } from "../markdown/fence.ts";

/** A piece of a lesson's TypeScript that runs. */
export interface LessonCode {
  readonly role: "cell" | "starter" | "check" | "solution";
  readonly token: Tokens.Code;
  readonly source: string;
  /** The exercise that it belongs to. */
  readonly exercise: Token | null;
}

/** The code of a lesson in the order of the page. */
export function lessonCode(
  tokens: readonly Token[],
  anchors: Pick<Anchors, "cell">,
  exercise: Token | null = null,
): LessonCode[] {
  return groupTokens(tokens, anchors).flatMap((group) => {
    if (group.type === "prose") return [];
    const { token } = group;
    if (isCode(token)) return anchors.cell(token) === null ? [] : [piece("cell", token, exercise)];
    if (!isDiv(token) || token.attributes.classes.includes("figure")) return [];
    const isExercise = exercise === null && token.attributes.classes.includes("exercise");
    return isExercise ? exerciseCode(token, anchors) : lessonCode(token.tokens, anchors, exercise);
  });
}

function exerciseCode(
  token: Token & { readonly tokens: Token[] },
  anchors: Pick<Anchors, "cell">,
): LessonCode[] {
  const parts = exerciseParts(token.tokens);
  const solution = solutionCode(parts);
  return [
    ...lessonCode(parts.task, anchors, token),
    ...parts.starters.slice(0, 1).map((starter) => piece("starter", starter, token)),
    ...parts.checks.map((check) => piece("check", check, token)),
    ...(solution === null ? [] : [piece("solution", solution, token)]),
  ];
}

function piece(role: LessonCode["role"], token: Tokens.Code, exercise: Token | null): LessonCode {
  return { role, token, source: readFence(token).source, exercise };
}
