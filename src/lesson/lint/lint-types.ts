import type { Token } from "marked";
import { authorLines } from "../../cell/compile/lines.ts";
import { codeOffset } from "../blocks/code-offset.ts";
import type { CheckTypes, CodePiece } from "../known-things.ts";
import type { Fault } from "../source-text.ts";
import { type LessonCode, lessonCode } from "./lesson-code.ts";
import type { LintContext } from "./lint-context.ts";

/** A piece of code as it is checked, with the fence that it comes from. */
interface Checked {
  readonly code: LessonCode;
  readonly piece: CodePiece;
}

export const TYPE_REMEDY = "Correct the code, or write the type that it has.";

/** What TypeScript finds in a lesson's code: in cells, starters and solutions, and in the checks of both. */
export function lintTypes(tokens: readonly Token[], checkTypes: CheckTypes, context: LintContext): Fault[] {
  const checked = checkedPieces(lessonCode(tokens, context.anchors), context);
  return checkTypes(checked.map(({ piece }) => piece)).flatMap(({ index, offset, message, remedy }) => {
    const found = checked[index];
    if (found === undefined) return [];
    const position = authorLines(found.piece.source).position(offset);
    return [
      {
        offset: codeOffset(found.code.token, position, context),
        message: sentence(message),
        remedy: remedy ?? remedyFor(message),
      },
    ];
  });
}

/** What to do, where the types say it. */
function remedyFor(message: string): string {
  if (/ on type 'Promise</.test(message)) return "Write `await` before what returns the promise.";
  if (/ types? 'Control</.test(message)) return "The value of a control is its `.value`.";
  if (/ on type 'Rows'/.test(message)) return 'Read a column with `.column("name")`.';
  return TYPE_REMEDY;
}

/** The checks of an exercise follow its starter and, again, its solution. */
function checkedPieces(code: readonly LessonCode[], { anchors }: LintContext): Checked[] {
  const idOf = ({ exercise, token }: LessonCode): string => {
    const own = anchors.cell(token);
    if (own !== null) return own;
    const starter = code.find((other) => other.role === "starter" && other.exercise === exercise);
    return (starter === undefined ? null : anchors.cell(starter.token)) ?? "";
  };
  const checked = (one: LessonCode): Checked => ({
    code: one,
    piece: { id: idOf(one), source: one.source, role: one.role === "starter" ? "exercise" : one.role },
  });
  return code.flatMap((one) => {
    if (one.role !== "solution") return [checked(one)];
    const checks = code.filter(({ role, exercise }) => role === "check" && exercise === one.exercise);
    return [one, ...checks].map(checked);
  });
}

/** A message of TypeScript on one line. */
export function sentence(message: string): string {
  // TypeScript names the lesson's own modules by their paths in its program.
  const line = message.replaceAll("\n", " ").replaceAll('"/modules/', '"./');
  return /[.?!]$/.test(line) ? line : `${line}.`;
}
