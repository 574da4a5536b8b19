import ts from "typescript";
import type { LessonProgram, ProgramPiece } from "./lesson-program.ts";
import { CANNOT_FIND_NAME, withRemedy } from "./remedies.ts";
import { unknownNames } from "./unknown-names.ts";

/** What is wrong in a piece, in offsets of the author's text. */
export interface CodeProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** What to do about it, if the message does not say it. */
  readonly remedy?: string;
  readonly kind: ProblemKind;
}

export type ProblemKind =
  /** The piece cannot run. */
  | "syntax"
  | "type"
  /** Something is not declared, or only below. */
  | "name"
  /** It imports a module that is not there. */
  | "module";

/**
 * What TypeScript refuses although it runs as readers expect: code without types, whose values can be anything.
 * The codes are of TypeScript's `diagnosticMessages.json`.
 */
const ACCEPTED: ReadonlySet<number> = new Set([
  // "… implicitly has an 'any' type", in all its forms
  ...[
    7005, 7006, 7008, 7010, 7011, 7013, 7015, 7018, 7019, 7022, 7023, 7024, 7025, 7031, 7032, 7033, 7034,
    7051, 7052,
  ],
  ...[7053, 7055, 7056, 7057, 7061],
  // a declaration cannot be written for something (cells export everything)
  ...[2527, 4023, 4025, 4058, 4060, 4082, 4094],
]);

const CANNOT_FIND: ReadonlySet<number> = new Set([...CANNOT_FIND_NAME, 2305, 2503, 2614, 2724, 18004]);
/** Also said of modules that are there without declarations, as those that a lesson brings. */
const CANNOT_FIND_MODULE: ReadonlySet<number> = new Set([2307, 2792]);
const ASSIGNS_TO_IMPORT = 2632;
const NO_OVERLAP = 2367;

/**
 * The problems of a piece that TypeScript finds, names of losses and the like that TensorFlow.js does not know, and uses of
 * names that only later cells declare.
 */
export function typeProblems(program: LessonProgram, found: ProgramPiece): CodeProblem[] {
  const diagnostics = program.service.getSemanticDiagnostics(found.path);
  const isBrought = ({ from, to, kind }: CodeProblem): boolean =>
    kind === "module" && program.modules.names.has(found.piece.source.slice(from + 1, to - 1));
  const problems = diagnostics
    .filter((diagnostic) => !isSaidTwice(diagnostic, diagnostics))
    .flatMap((diagnostic) => problemOf(diagnostic, found, program))
    .filter((problem) => !isBrought(problem));
  const unknown = unknownNames(program, found).map((problem) => ({ ...problem, kind: "type" as const }));
  return [...problems, ...unknown, ...earlyUses(found)].toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** Of a variable that is used before its declaration, TypeScript also says that it has no value yet. */
function isSaidTwice({ code, start }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
  return code === USED_UNASSIGNED && all.some((each) => each.code === USED_EARLY && each.start === start);
}

const USED_EARLY = 2448;
const USED_UNASSIGNED = 2454;

function problemOf(diagnostic: ts.Diagnostic, of: ProgramPiece, program: LessonProgram): CodeProblem[] {
  const { file, piece, scope } = of;
  const found = readDiagnostic(diagnostic);
  if (found === null) return [];
  const from = found.start - file.start;
  if (from < 0 || from > piece.source.length) return [];
  const to = Math.min(piece.source.length, from + (diagnostic.length ?? 0));
  if (diagnostic.code === ASSIGNS_TO_IMPORT)
    return assignment(piece.source.slice(from, to), { from, to, scope });
  const { message, kind } = asModule(found, piece.source.slice(from, to));
  const isModule = kind === "module";
  return [
    { from, to, kind, message: withRemedy({ message, isModule, from, to, diagnostic, piece: of, program }) },
  ];
}

/** Of modules with the name of one of Node's, such as the package `events`, TypeScript says that there is no such name. */
function asModule(found: ReadDiagnostic, text: string): ReadDiagnostic {
  const message = found.message.replace(/^Cannot find name '/, "Cannot find module '");
  return /^["'`]/.test(text) && message !== found.message ? { ...found, message, kind: "module" } : found;
}

/** What a diagnostic says of an offset of a file. */
interface ReadDiagnostic {
  readonly start: number;
  readonly message: string;
  /** What to do about it, if the message does not say it. */
  readonly remedy?: string;
  readonly kind: ProblemKind;
}

/** What a diagnostic says; null if the code runs as readers expect. */
export function readDiagnostic(diagnostic: ts.Diagnostic): ReadDiagnostic | null {
  const { code, start, category } = diagnostic;
  if (start === undefined || category !== ts.DiagnosticCategory.Error) return null;
  const message = messageOf(diagnostic);
  if (ACCEPTED.has(code) && !isNoList(message)) return null;
  if (code === NO_OVERLAP && comparesValues(message)) return null;
  return { start, message, kind: kindOf(code) };
}

/**
 * `x[0]` of a tensor, a promise or a function is nothing, and no value of any type. A model may return a list instead, and
 * a function may have members by name: `f["cache"] = {}`.
 */
function isNoList(message: string): boolean {
  return (
    /^Element implicitly .* type '(?:(?:Tensor|Scalar|Variable)[^|]*'|Promise<)/.test(message) ||
    /^Element implicitly .* of type '(?:number|-?[\d.]+)' .* type '[<(]/.test(message)
  );
}

function kindOf(code: number): ProblemKind {
  if (CANNOT_FIND_MODULE.has(code)) return "module";
  return CANNOT_FIND.has(code) ? "name" : "type";
}

/**
 * `n === 3` after `const n = 2`: TypeScript knows that they differ, but such constants are there to be edited, and the
 * checks of exercises compare them with the answer. A comparison of a number with a text stays a mistake.
 */
function comparesValues(message: string): boolean {
  const [, left = "", right = ""] = /types '(.+)' and '(.+)' have no overlap/.exec(message) ?? [];
  return VALUES.some((values) => values.test(left) && values.test(right));
}

/** Types that consist of values: numbers, texts, or truth values. */
const VALUES = [/^-?[\d.e+]+(?: \| -?[\d.e+]+)*$/, /^"[^"]*"(?: \| "[^"]*")*$/, /^(?:true|false|boolean)$/];

/** What a cell declares with `let`, others may change. */
function assignment(
  name: string,
  { from, to, scope }: Pick<CodeProblem, "from" | "to"> & Pick<ProgramPiece, "scope">,
): CodeProblem[] {
  const origin = scope.get(name);
  if (origin === undefined || origin.from.analysis.names.variable.has(name)) return [];
  const message = `Cannot assign to '${name}': the cell “${origin.from.piece.id}” declares it without 'let'.`;
  return [{ from, to, message, kind: "type" }];
}

/** At most this many lines: TypeScript explains some mismatches level by level. */
const LONGEST_MESSAGE = 4;

function messageOf({ messageText }: ts.Diagnostic): string {
  const lines = ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
  const shown =
    lines.length <= LONGEST_MESSAGE ? lines : [...lines.slice(0, LONGEST_MESSAGE - 1), lines.at(-1) ?? ""];
  return shown.map((line) => inWordsOfCells(line.trim())).join("\n");
}

/** Types are named by the files that they come from, which are the reader's affair only as `tf.layers`. */
function inWordsOfCells(line: string): string {
  return line
    .replace(/typeof import\("[^"]*\/exports_(\w+)"\)/g, "tf.$1")
    .replace(/typeof import\("@tensorflow\/[^"]*"\)/g, "tf")
    .replace(/import\("[^"]*"\)\./g, "");
}

/** Names that only a later cell declares, used where the code runs at once. */
function earlyUses({ analysis, scope }: ProgramPiece): CodeProblem[] {
  return analysis.uses.flatMap(({ name, offset, inFunction, inTypeof }) => {
    const origin = scope.get(name);
    if (origin === undefined || !origin.isLater || inFunction || inTypeof) return [];
    const message = `Only the cell “${origin.from.piece.id}” below declares '${name}'.`;
    return [{ from: offset, to: offset + name.length, message, kind: "name" }];
  });
}
