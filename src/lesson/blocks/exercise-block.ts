import type { Token, Tokens } from "marked";
import type { CellId } from "../../protocol/ids.ts";
import type { Block, Cell, CellBlock, Exercise } from "../lesson.ts";
import { type DivToken, isDiv } from "../markdown/div-syntax.ts";
import { isCode, isTypeScript, readFence } from "../markdown/fence.ts";
import { descendants } from "../markdown/offsets.ts";
import type { BlockContext } from "./block-context.ts";
import { type Enclosure, readCell, reportAttributes, reportSyntax } from "./cell-block.ts";

interface Builder {
  blocks(tokens: readonly Token[], inside: Enclosure): Block[];
  /** The problems before an offset that no block shows yet. */
  problems(end: number): Block[];
}

/** `::: {.exercise #id title="…"}` with its task, starter, checks, hints and solution. */
export function readExercise(token: DivToken, context: BlockContext, build: Builder): Exercise {
  const { id, number } = context.anchors.numbered(token);
  const written = token.attributes.values.get("title")?.value ?? "";
  const parts = sortParts(token.tokens);
  const report = reporter(token, context);
  if (token.attributes.id === null) report("An exercise without an id.", "Write `::: {.exercise #id}`.");
  if (written === "") report("An exercise without a title.", 'Write `::: {.exercise #id title="…"}`.');
  if (parts.solutions.length > 1) report("An exercise with two solutions.", "Keep one; the first is shown.");
  const checks = parts.checks.map((check) => readCheck(check, context));
  const solution = readSolution(parts.solutions[0], context);
  const starter = readStarter(parts.starters, { id, checks, solution }, context, report);
  if (starter && checks.length === 0) {
    report(
      "An exercise without a check.",
      "Add a fence `ts {.check}` that calls `check(condition, message)`.",
    );
  }
  return {
    id,
    title: written || `Exercise ${number}`,
    number,
    // Problems of the starter and the checks belong to the task: hints and solution are closed at first.
    task: [...build.blocks(parts.task, "exercise"), ...build.problems(endOfTask(token, parts, context))],
    starter,
    hints: parts.hints.map((hint) => build.blocks([...hint.tokens], "aside")),
    solution: parts.solutions[0] ? build.blocks(parts.solutions[0].tokens, "aside") : null,
  };
}

/** Where the first hint or solution begins, or else the exercise ends. */
function endOfTask(token: DivToken, { hints, solutions }: Parts, { offsets }: BlockContext): number {
  const end = offsets.of(token) + token.raw.length;
  return Math.min(end, ...[...hints, ...solutions].map((part) => offsets.of(part)));
}

type Report = (message: string, remedy: string) => void;

function reporter(token: DivToken, context: BlockContext): Report {
  const offset = context.offsets.within(token, token.attributesOffset);
  return (message, remedy) => context.log.report(offset, message, remedy);
}

interface Parts {
  readonly task: readonly Token[];
  readonly starters: readonly Tokens.Code[];
  readonly checks: readonly Tokens.Code[];
  readonly hints: readonly DivToken[];
  readonly solutions: readonly DivToken[];
}

function sortParts(tokens: readonly Token[]): Parts {
  const codes = tokens.filter(isCode);
  const divs = tokens.filter(isDiv);
  const starters = codes.filter((token) => hasClass(token, "starter"));
  const checks = codes.filter((token) => hasClass(token, "check"));
  const hints = divs.filter(({ attributes }) => attributes.classes.includes("hint"));
  const solutions = divs.filter(({ attributes }) => attributes.classes.includes("solution"));
  const notTask = new Set<Token>([...starters, ...checks, ...hints, ...solutions]);
  return { task: tokens.filter((token) => !notTask.has(token)), starters, checks, hints, solutions };
}

function hasClass(token: Tokens.Code, name: string): boolean {
  const { language, attributes } = readFence(token);
  return isTypeScript(language) && attributes.classes.includes(name);
}

function readStarter(
  starters: readonly Tokens.Code[],
  exercise: NonNullable<Cell["exercise"]>,
  context: BlockContext,
  report: Report,
): CellBlock | null {
  const [token, ...more] = starters;
  if (more.length > 0) report("An exercise with two starters.", "Keep one; the first is the student's cell.");
  if (!token) return null;
  const fence = readFence(token);
  reportAttributes(token, fence, context);
  const id: CellId | null = context.anchors.cell(token);
  if (fence.attributes.id === null) report("A starter without an id.", "Write `ts {#id .starter}`.");
  return id ? readCell(token, fence, id, context, exercise) : null;
}

function readCheck(token: Tokens.Code, context: BlockContext): string {
  const fence = readFence(token);
  reportAttributes(token, fence, context);
  reportSyntax(token, fence, context);
  return fence.source.replace(/\n$/, "");
}

/** The first `ts` fence of the solution replaces the starter. */
function readSolution(token: DivToken | undefined, context: BlockContext): string | null {
  const code = [...descendants(token?.tokens ?? [])]
    .filter(isCode)
    .find((one) => isTypeScript(readFence(one).language));
  if (!code) return null;
  const fence = readFence(code);
  reportSyntax(code, fence, context);
  return fence.source.replace(/\n$/, "");
}
