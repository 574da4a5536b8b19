import type { Block, Cell, CellBlock, Lesson } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Problem } from "../../protocol/problem.ts";
import { codeDigests } from "./code-digests.ts";
import { RECORD_AGAIN, type Recording, readRecordings } from "./recording-file.ts";

/**
 * The lesson with what was recorded of its cells. Outputs of other code than the lesson's are left out, and are among its
 * problems.
 * @param path of the lesson's file.
 */
export async function withRecordings(lesson: Lesson, path: string): Promise<Lesson> {
  const { recordings, problems } = await readRecordings(path);
  if (recordings.size === 0 && problems.length === 0) return lesson;
  const blocks = cellBlocks(lesson.blocks);
  const digests = codeDigests(blocks.map(({ cell }) => cell));
  const isFresh = (id: CellId): boolean => recordings.get(id)?.digest === digests.get(id);
  return {
    ...lesson,
    blocks: lesson.blocks.map((block) => withRecorded(block, recordings, isFresh)),
    problems: [...lesson.problems, ...problems, ...staleProblems(lesson.file, blocks, recordings, isFresh)],
  };
}

/** The cells of a lesson in the order of the page. */
export function cellsOf(lesson: Lesson): readonly Cell[] {
  return cellBlocks(lesson.blocks).map(({ cell }) => cell);
}

function staleProblems(
  file: string,
  blocks: readonly CellBlock[],
  recordings: ReadonlyMap<CellId, Recording>,
  isFresh: (id: CellId) => boolean,
): Problem[] {
  const known = new Set(blocks.map(({ cell }) => cell.id));
  const gone = [...recordings.keys()].filter((id) => !known.has(id));
  return [
    ...blocks
      .filter(({ cell }) => recordings.has(cell.id) && !isFresh(cell.id))
      .map(({ cell, line }) => ({
        file,
        line,
        column: 1,
        message: `The recorded outputs of the cell \`${cell.id}\` come from other code, and are not shown.`,
        remedy: RECORD_AGAIN,
      })),
    ...gone.map((id) => ({
      file,
      line: 1,
      column: 1,
      message: `There are recorded outputs of a cell \`${id}\`, which is not in the lesson.`,
      remedy: RECORD_AGAIN,
    })),
  ];
}

function cellBlocks(blocks: readonly Block[]): readonly CellBlock[] {
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

/** Cells within exercises have none: they would give something away. */
function withRecorded(
  block: Block,
  recordings: ReadonlyMap<CellId, Recording>,
  isFresh: (id: CellId) => boolean,
): Block {
  switch (block.type) {
    case "cell": {
      const recording = isFresh(block.cell.id) ? recordings.get(block.cell.id) : undefined;
      return recording === undefined ? block : { ...block, recorded: recording.outputs };
    }
    case "div":
      return { ...block, blocks: block.blocks.map((each) => withRecorded(each, recordings, isFresh)) };
    default:
      return block;
  }
}
