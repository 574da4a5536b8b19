import { basename } from "node:path";
import type { Block, Exercise, Lesson } from "../../lesson/lesson.ts";
import type { Problem } from "../../protocol/problem.ts";

/** The lesson as readers may see it: its file is named without its folder, which belongs to the author's machine. */
export function publishedLesson(lesson: Lesson): Lesson {
  return {
    ...lesson,
    file: basename(lesson.file),
    blocks: lesson.blocks.map(publishedBlock),
    // A problem may quote what is wrong in a solution.
    problems: lesson.solutions === "withheld" ? [] : publishedProblems(lesson.problems),
  };
}

/** The files beside a lesson that its page needs. */
export function publishedFiles({ assets, files }: Lesson): ReadonlySet<string> {
  return new Set([...assets, ...files.map(({ path }) => path)]);
}

/** Problems whose files are named without their folders. */
export function publishedProblems(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, file: basename(problem.file) }));
}

function publishedBlock(block: Block): Block {
  switch (block.type) {
    case "problem":
      return { ...block, problem: { ...block.problem, file: basename(block.problem.file) } };
    case "div":
    case "notes":
      return { ...block, blocks: block.blocks.map(publishedBlock) };
    case "exercise":
      return { ...block, exercise: publishedExercise(block.exercise) };
    default:
      return block;
  }
}

function publishedExercise(exercise: Exercise): Exercise {
  return {
    ...exercise,
    task: exercise.task.map(publishedBlock),
    hints: exercise.hints.map((hint) => hint.map(publishedBlock)),
    solution: exercise.solution?.map(publishedBlock) ?? null,
  };
}
