import type { CellReport } from "../../protocol/cell-report.ts";
import type { Problem } from "../../protocol/problem.ts";
import type { RunnablePart } from "./runnable-parts.ts";

/** A part of a lesson that has run. */
export interface RunPart {
  readonly part: RunnablePart;
  readonly report: CellReport;
}

/**
 * What is wrong with how a part ran; null if nothing is: a cell has to end, a solution to pass its checks, and a starter
 * not to pass them. What asks the reader for a file is passed over.
 * @param file the lesson's, as problems show it.
 * @param seconds after which a part was stopped.
 */
export function judgeReport({ part, report }: RunPart, file: string, seconds: number): Problem | null {
  const at = (line: number, message: string, remedy: string, column = 1): Problem => ({
    file,
    line,
    column,
    message,
    remedy,
  });
  const name = nameOf(part);
  if (report.outcome === "asks") return null;
  if (report.outcome === "stopped")
    return at(
      part.line,
      `${name} did not end within ${seconds} s.`,
      "Make it faster, or give it more time: --timeout <seconds>.",
    );
  if (report.outcome === "missing")
    return at(
      part.line,
      `${name} did not run: the runtime did not start, or a cell above failed or did not end.`,
      "Correct the cells above first.",
    );
  if (part.type === "starter") return judgeStarter(part, report, at);
  if (report.outcome === "failed") return failure(part, report, at);
  return part.type === "solution" ? judgeSolution(part, report, at) : null;
}

type RunnableExercise = Exclude<RunnablePart, { readonly type: "cell" }>;
type At = (line: number, message: string, remedy: string, column?: number) => Problem;

function judgeStarter(part: RunnablePart, report: CellReport, at: At): Problem | null {
  if (part.type !== "starter" || !part.hasChecks) return null;
  if (report.outcome !== "done" || report.passed !== true) return null;
  return at(
    part.line,
    `${nameOf(part)} passes its checks.`,
    "Leave something for the reader to do, or check more.",
  );
}

/** A solution that has ended without an error. */
function judgeSolution(part: RunnableExercise, report: CellReport, at: At): Problem | null {
  if (!part.hasChecks || report.passed === true) return null;
  if (report.passed === false)
    return at(
      part.line,
      `${nameOf(part)} does not pass its checks: ${failedCheck(report)}`,
      "Correct the solution, or the checks.",
    );
  return at(
    part.exerciseLine,
    `${nameOf(part)} runs none of its checks.`,
    "Call `check(…)` where it always runs: not inside a condition, or a function that nothing calls.",
  );
}

/** The error of a part that failed, at its line in the lesson's file. */
function failure(part: RunnablePart, { error }: CellReport, at: At): Problem {
  const name = nameOf(part);
  if (error === null) return at(part.line, `${name} failed.`, "Run it on the page to see what it shows.");
  const what = `${error.error.name}: ${error.error.message}`.replace(/(?<![.?!])$/, ".");
  if (error.inCheck && part.type !== "cell")
    return at(
      part.exerciseLine,
      `A check of the exercise \`${part.exercise}\` fails: ${what}`,
      "Correct the check, or the solution.",
    );
  const { line, column } = error.error;
  const when = error.late === true ? "fails after its end" : "fails";
  return at(
    part.line + (line ?? 1) - 1,
    `${name} ${when}: ${what}`,
    "Correct the code here, or in the cells above that it uses.",
    line === null ? 1 : (column ?? 1),
  );
}

function failedCheck({ outputs }: CellReport): string {
  const failed = outputs.find((output) => output.type === "check" && !output.passed);
  return failed?.type === "check" ? failed.message : "no message.";
}

function nameOf(part: RunnablePart): string {
  switch (part.type) {
    case "cell":
      return `The cell \`${part.id}\``;
    case "starter":
      return `The starter of the exercise \`${part.exercise}\``;
    case "solution":
      return `The solution of the exercise \`${part.exercise}\``;
  }
}
