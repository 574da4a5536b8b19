import type { Block, CellBlock, Exercise, Lesson } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";

/** Something that `lectern run` runs. `line`: the first line of its code in the lesson's file, from 1. */
export type RunnablePart =
  | { readonly type: "cell"; readonly id: CellId; readonly line: number }
  | {
      readonly type: "starter" | "solution";
      readonly id: CellId;
      readonly exercise: string;
      /** The first line of the exercise, where what is wrong with its checks is reported. */
      readonly exerciseLine: number;
      readonly line: number;
      readonly source: string;
      readonly hasChecks: boolean;
    };

/** What there is to run in a lesson, in the order of the page; a solution comes after its starter. */
export function runnableParts(lesson: Lesson): readonly RunnablePart[] {
  return lesson.blocks.flatMap(partsOf);
}

function partsOf(block: Block): readonly RunnablePart[] {
  switch (block.type) {
    case "cell":
      return [cellPart(block)];
    case "exercise":
      return exerciseParts(block.exercise, block.line);
    case "div":
      return block.blocks.flatMap(partsOf);
    default:
      return [];
  }
}

/** A fence begins a line above its code. */
function cellPart({ cell, line }: CellBlock): RunnablePart {
  return { type: "cell", id: cell.id, line: line + 1 };
}

function exerciseParts(exercise: Exercise, exerciseLine: number): readonly RunnablePart[] {
  const { task, starter, hints, solution } = exercise;
  const around = [...task, ...hints.flat()].flatMap(partsOf);
  if (starter === null) return around;
  const { id, source, exercise: judged } = starter.cell;
  const common = {
    id,
    exercise: exercise.id,
    exerciseLine,
    hasChecks: (judged?.checks.length ?? 0) > 0,
  };
  const solved = judged?.solution ?? null;
  return [
    ...around,
    { type: "starter", ...common, line: starter.line + 1, source },
    ...(solved === null
      ? []
      : [
          {
            type: "solution" as const,
            ...common,
            line: lineOfListing(solution ?? [], solved) ?? exerciseLine,
            source: solved,
          },
        ]),
  ];
}

/** The first line of the code of the listing with this text; null if there is none. */
function lineOfListing(blocks: readonly Block[], source: string): number | null {
  for (const block of blocks) {
    if (block.type === "listing" && block.source === source) return block.line + 1;
    const inside = block.type === "div" ? lineOfListing(block.blocks, source) : null;
    if (inside !== null) return inside;
  }
  return null;
}
