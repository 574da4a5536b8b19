import { count } from "../count.ts";
import type { RunPart } from "./judge-report.ts";
import type { LessonRun } from "./run-lesson.ts";

/** Of cells that need a file which only a reader can choose. */
const SKIPPED = "skipped: asks the reader for a file";

/** A part that has run, as a line: whether it did what it should, its name, and how long it took. */
export function describePart({ part, report }: RunPart, isFine: boolean): string {
  const name = part.type === "cell" ? part.id : `${part.id} (${part.type})`;
  if (report.outcome === "asks") return `  - ${name.padEnd(40)} ${SKIPPED}`;
  const time = report.ms === null ? report.outcome : formatTime(report.ms);
  return `  ${isFine ? "✓" : "✗"} ${name.padEnd(40)} ${time.padStart(9)}`;
}

/** All runs in one line. */
export function describeTotal(runs: readonly LessonRun[]): string {
  const parts = runs.flatMap((run) => run.parts);
  const ran = parts.filter(({ report }) => report.outcome !== "asks");
  const ms = ran.reduce((sum, { report }) => sum + (report.ms ?? 0), 0);
  const problems = runs.flatMap((run) => run.problems).length;
  const skipped = parts.length - ran.length;
  return (
    `${count(problems, "problem")} in ${count(ran.length, "run")} of cells ` +
    `in ${count(runs.length, "lesson")}, ${formatTime(ms)} in all.` +
    (skipped === 0 ? "" : ` ${skipped} ${SKIPPED}.`)
  );
}

/** All runs for programs. */
export function runAsJson(runs: readonly LessonRun[]) {
  return {
    problems: runs.flatMap((run) => run.problems),
    lessons: runs.map(({ lesson, parts }) => ({
      file: lesson.file,
      lesson: lesson.slug,
      cells: parts.map(({ part, report }) => ({
        cell: part.id,
        role: part.type,
        line: part.line,
        outcome: report.outcome,
        passed: report.passed,
        ms: report.ms === null ? null : Math.round(report.ms),
        error: report.error === null ? null : `${report.error.error.name}: ${report.error.error.message}`,
      })),
    })),
  };
}

function formatTime(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
