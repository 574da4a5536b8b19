import type { Block, CellBlock, Lesson } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { Problem } from "../../protocol/problem.ts";
import { cellBlocks } from "./cell-blocks.ts";
import { cellsOfSolutions } from "./code-digests.ts";
import { lessonDigests } from "./lesson-digests.ts";
import { RECORD_AGAIN, type Recording, readRecordings } from "./recording-file.ts";

const NONE: ReadonlySet<CellId> = new Set();

/**
 * The lesson with what was recorded of its cells. Outputs of other code than the lesson's are left out, and are among its
 * problems. Those of cells that use a withheld solution are left out, too: they could tell it.
 * @param path of the lesson's file.
 * @param whole gives the lesson with the solutions that it withholds, since these have run.
 */
export async function withRecordings(lesson: Lesson, path: string, whole: () => Lesson): Promise<Lesson> {
  const { recordings, problems } = await readRecordings(path);
  if (recordings.size === 0 && problems.length === 0) return lesson;
  const solved = whole();
  const blocks = cellBlocks(solved.blocks);
  const digests = await lessonDigests(solved, path);
  const isFresh = (id: CellId): boolean => recordings.get(id)?.digest === digests.get(id);
  const hidden = lesson.solutions === "withheld" ? cellsOfSolutions(blocks.map(({ cell }) => cell)) : NONE;
  const isShown = (id: CellId): boolean => isFresh(id) && !hidden.has(id);
  return {
    ...lesson,
    blocks: lesson.blocks.map((block) => withRecorded(block, recordings, isShown)),
    problems: [...lesson.problems, ...problems, ...staleProblems(lesson.file, blocks, recordings, isFresh)],
  };
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
        message: `The recorded outputs of the cell \`${cell.id}\` come from other code or data, and are not shown.`,
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

/** Cells within exercises have none: they would give something away. */
function withRecorded(
  block: Block,
  recordings: ReadonlyMap<CellId, Recording>,
  isShown: (id: CellId) => boolean,
): Block {
  switch (block.type) {
    case "cell": {
      const recording = isShown(block.cell.id) ? recordings.get(block.cell.id) : undefined;
      return recording === undefined ? block : { ...block, recorded: recording.outputs };
    }
    case "div":
      return { ...block, blocks: block.blocks.map((each) => withRecorded(each, recordings, isShown)) };
    default:
      return block;
  }
}
