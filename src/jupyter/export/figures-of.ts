import type { Block, FigureUse } from "../../lesson/lesson.ts";

/** The figures of a lesson in the order of the page. */
export function figuresOf(blocks: readonly Block[]): readonly FigureUse[] {
  return blocks.flatMap((block) => {
    if (block.type === "figure") return [block.figure];
    if (block.type === "div") return figuresOf(block.blocks);
    if (block.type !== "exercise") return [];
    const { task, hints, solution } = block.exercise;
    return figuresOf([...task, ...hints.flat(), ...(solution ?? [])]);
  });
}
