import type { CellId } from "../../protocol/ids.ts";
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

/** Gives the browser the file with the student's work, unless *Open a work file* would refuse it. */
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
  return `Nothing was saved, since the file could not be opened again. ${describeExcess(parts, size, models.length > 0)}`;
}

/** What is too large for a file, and what to do about it. */
function describeExcess(parts: LessonParts, size: number, hasWeights: boolean): string {
  const long = longCells(parts);
  if (long.length > 0) {
    return `A cell may have ${MAXIMUM_CODE_LENGTH} characters, and these have more: ${long.join(", ")}. Copy your code from them to a file of your own, reset them, and download again.`;
  }
  if (parts.title.length > MAXIMUM_NAME_LENGTH) {
    return `The title of the lesson is longer than ${MAXIMUM_NAME_LENGTH} characters. Copy your code to a file of your own, and ask the author of the lesson for a shorter title.`;
  }
  if (hasWeights && size > MAXIMUM_FILE_BYTES) {
    return `It would have ${Math.ceil(size / 1e6)} MB, and a work file at most ${MAXIMUM_FILE_BYTES / 1e6}. Download your work without the weights.`;
  }
  return "Your work is too large for one file. Copy your code to files of your own.";
}

/** The changed cells whose text, or whose author's, is too long. */
function longCells({ notebook }: LessonParts): CellId[] {
  const own = ownCells(notebook).map((cell) => ({ ...cell, author: "" }));
  return [...changedCells(notebook), ...own]
    .filter(({ source, author }) => Math.max(source.length, author.length) > MAXIMUM_CODE_LENGTH)
    .map(({ id }) => id);
}
