import type { Block, Cell, CellBlock, Lesson } from "../../lesson/lesson.ts";

/** The cells of a lesson in the order of the page. */
export function cellsOf({ blocks }: Pick<Lesson, "blocks">): readonly Cell[] {
  return cellBlocks(blocks).map(({ cell }) => cell);
}

/** The blocks of cells among these blocks and inside them, in the order of the page. */
export function cellBlocks(blocks: readonly Block[]): readonly CellBlock[] {
  return blocks.flatMap((block): readonly CellBlock[] => {
    switch (block.type) {
      case "cell":
        return [block];
      case "div":
        return cellBlocks(block.blocks);
      case "exercise": {
        const { task, starter, hints, solution } = block.exercise;
        return [
          ...cellBlocks(task),
          ...(starter === null ? [] : [starter]),
          ...cellBlocks(hints.flat()),
          ...cellBlocks(solution ?? []),
        ];
      }
      default:
        return [];
    }
  });
}
