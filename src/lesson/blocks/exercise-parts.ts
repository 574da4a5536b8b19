import type { Token, Tokens } from "marked";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import { descendants } from "../markdown/offsets.ts";

/** The contents of an exercise by their purpose. */
export interface ExerciseParts {
  readonly task: readonly Token[];
  readonly starters: readonly Tokens.Code[];
  readonly checks: readonly Tokens.Code[];
  readonly hints: readonly DivToken[];
  readonly solutions: readonly DivToken[];
}

export function exerciseParts(tokens: readonly Token[]): ExerciseParts {
  const codes = tokens.filter(isCode);
  const divs = tokens.filter(isDiv);
  const starters = codes.filter((token) => hasClass(token, "starter"));
  const checks = codes.filter((token) => hasClass(token, "check"));
  const hints = divs.filter(({ attributes }) => attributes.classes.includes("hint"));
  const solutions = divs.filter(({ attributes }) => attributes.classes.includes("solution"));
  const notTask = new Set<Token>([...starters, ...checks, ...hints, ...solutions]);
  return { task: tokens.filter((token) => !notTask.has(token)), starters, checks, hints, solutions };
}

/** The code of the solution that replaces the starter: its first `ts` fence. */
export function solutionCode({ solutions }: ExerciseParts): Tokens.Code | null {
  const inside = [...descendants(solutions[0]?.tokens ?? [])].filter(isCode);
  return inside.find((token) => isTypeScript(readFence(token).language)) ?? null;
}

function hasClass(token: Tokens.Code, name: string): boolean {
  const { language, attributes } = readFence(token);
  return isTypeScript(language) && attributes.classes.includes(name);
}
