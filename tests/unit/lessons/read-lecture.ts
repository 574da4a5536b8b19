import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nodeSanitizer } from "../../../src/build/load-lesson.ts";
import type { Block, Cell, Exercise, Lesson } from "../../../src/lesson/lesson.ts";
import { parseLesson } from "../../../src/lesson/parse-lesson.ts";

const FILE = "lessons/convolutional-neural-networks.md";

/** The lecture as the build reads it. */
export async function readLecture(): Promise<Lesson> {
  const path = fileURLToPath(new URL(`../../../${FILE}`, import.meta.url));
  return parseLesson(FILE, readFileSync(path, "utf8"), await nodeSanitizer());
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
