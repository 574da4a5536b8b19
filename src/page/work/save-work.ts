import type { CellId } from "../../protocol/ids.ts";
import { words } from "../../words/words.ts";
import { saveFile } from "../ui/save-file.ts";
import { changedCells, collectWork, ownCells, workFileName } from "./collect-work.ts";
import type { LessonParts } from "./lesson-parts.ts";
import {
  MAXIMUM_CODE_LENGTH,
  MAXIMUM_FILE_BYTES,
  MAXIMUM_NAME_LENGTH,
  readWork,
  type SavedModel,
} from "./work-file.ts";

/** Why nothing was saved, with what to do about it; null if the browser was given the file. */
export type SaveFault = string | null;

/** Gives the browser the file with the reader's work, unless *Open a work file* would refuse it. */
export async function saveWork(
  parts: LessonParts,
  author: string,
  models: readonly SavedModel[],
): Promise<SaveFault> {
  const text = await collectWork(parts, author, models);
  const { size } = new Blob([text]);
  if (size <= MAXIMUM_FILE_BYTES && readWork(text, parts.slug).type === "work") {
    saveFile(workFileName(parts.slug, author), text);
    return null;
  }
  return words.work.notSaved(describeExcess(parts, size, models.length > 0));
}

/** What is too large for a file, and what to do about it. */
function describeExcess(parts: LessonParts, size: number, hasWeights: boolean): string {
  const long = longCells(parts);
  if (long.length > 0) {
    return words.work.cellsTooLong(MAXIMUM_CODE_LENGTH, long.join(", "));
  }
  if (parts.title.length > MAXIMUM_NAME_LENGTH) {
    return words.work.titleTooLong(MAXIMUM_NAME_LENGTH);
  }
  if (hasWeights && size > MAXIMUM_FILE_BYTES) {
    return words.work.withWeightsTooLarge(Math.ceil(size / 1e6), MAXIMUM_FILE_BYTES / 1e6);
  }
  return words.work.tooLarge;
}

/** The changed cells whose text, or whose author's, is too long. */
function longCells({ notebook }: LessonParts): CellId[] {
  const own = ownCells(notebook).map((cell) => ({ ...cell, author: "" }));
  return [...changedCells(notebook), ...own]
    .filter(({ source, author }) => Math.max(source.length, author.length) > MAXIMUM_CODE_LENGTH)
    .map(({ id }) => id);
}
