import { fileURLToPath } from "node:url";
import { loadLesson } from "../../../src/build/lessons/load-lesson.ts";
import type { Block, Cell, Exercise, Lesson } from "../../../src/lesson/lesson.ts";

const FILE = fileURLToPath(new URL("../../../lessons/convolutional-neural-networks.md", import.meta.url));

/** The lecture as the build reads it, with every problem that the build would show. */
export function readLecture(): Promise<Lesson> {
  return loadLesson(FILE);
}

/** What can be run, in the order of the page. */
export type Step =
  | { readonly type: "cell"; readonly cell: Cell }
  | { readonly type: "exercise"; readonly exercise: Exercise };

export function stepsOf(blocks: readonly Block[]): readonly Step[] {
  return blocks.flatMap((block): readonly Step[] => {
    if (block.type === "cell" || block.type === "exercise") return [block];
    return block.type === "div" ? stepsOf(block.blocks) : [];
  });
}
