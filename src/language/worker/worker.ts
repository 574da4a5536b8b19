import json from "virtual:lectern/types";
import { answer } from "../answer.ts";
import { checkLesson } from "../check-lesson.ts";
import { LessonProgram } from "../lesson-program.ts";
import type { CellProblem, LanguageReport, LanguageRequest } from "../messages.ts";
import { isShared, type Piece } from "../piece.ts";
import type { CodeProblem } from "../problem.ts";
import type { TypeFiles } from "../type-files.ts";

/**
 * The worker of the language service. It holds the lesson as one program, reports its problems after each change, and
 * answers the editor's questions, also while it checks.
 */

const types: TypeFiles = JSON.parse(json);
const program = new LessonProgram(types);
let latest = 0;

addEventListener("message", ({ data }: MessageEvent<LanguageRequest>) => {
  if (data.type === "update") void update(data);
  else report({ type: "answer", id: data.id, answer: answer(program, data.question) });
});

type Update = Extract<LanguageRequest, { type: "update" }>;

async function update({ version, pieces, first }: Update): Promise<void> {
  latest = version;
  program.update(pieces);
  const problems: Record<string, readonly CellProblem[]> = {};
  let isFirstReported = false;
  for (const checked of checkLesson(program, first)) {
    const { piece } = checked.found;
    if (piece.id !== first && first !== null && !isFirstReported) {
      isFirstReported = true;
      report({ type: "problems", version, problems });
    }
    const ofCell = problems[piece.id] ?? [];
    problems[piece.id] = [...ofCell, ...checked.problems.map((problem) => cellProblem(problem, piece))];
    await nextTask();
    if (latest !== version) return;
  }
  report({ type: "problems", version, problems });
}

function cellProblem({ from, to, message }: CodeProblem, piece: Piece): CellProblem {
  return isShared(piece) ? { from, to, message, inCheck: false } : { from: 0, to: 0, message, inCheck: true };
}

const channel = new MessageChannel();
/** Lets questions be answered before going on. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}

function report(message: LanguageReport): void {
  postMessage(message);
}

report({ type: "started" });
