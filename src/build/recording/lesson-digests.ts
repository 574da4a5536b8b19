import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Lesson } from "../../lesson/lesson.ts";
import type { CellId } from "../../protocol/ids.ts";
import { findDatasets } from "../course-code/find-code.ts";
import { datasetsDirectory } from "../files/course-folders.ts";
import { madeFiles, moduleFiles } from "../modules/lesson-modules.ts";
import { cellsOf } from "./cell-blocks.ts";
import { codeDigests } from "./code-digests.ts";

/**
 * A digest for each cell of all that its outputs come from when the lesson runs: code of cells, the modules and files
 * that the lesson brings, and the datasets that the course brings.
 * @param lesson with the solutions that readers may not see, which run too.
 * @param path of the lesson's file.
 */
export async function lessonDigests(lesson: Lesson, path: string): Promise<ReadonlyMap<CellId, string>> {
  const folder = dirname(resolve(path));
  const made = madeFiles(lesson);
  const [modules, files, datasets] = await Promise.all([
    moduleFiles(lesson, path).then(digestsOfTexts),
    Promise.all(lesson.files.filter((file) => !made.has(file.path)).map((file) => ofFile(folder, file))),
    datasetSources(lesson).then(digestsOfTexts),
  ]);
  return codeDigests(cellsOf(lesson), [...modules, ...files, ...datasets]);
}

async function ofFile(folder: string, { path }: Lesson["files"][number]): Promise<string> {
  const content = await readFile(resolve(folder, path)).catch(() => "missing");
  return `${path} ${digest(content)}`;
}

/** The code of the course's datasets, if the lesson uses one: it names the data's own digests. */
async function datasetSources({ datasets }: Lesson): Promise<readonly string[]> {
  const own = new Set((await findDatasets()).map(({ name }) => name));
  if (!datasets.some((name) => own.has(name))) return [];
  const entries = await readdir(datasetsDirectory(), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]sx?|json)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** Without the files' paths, which differ between computers, and whatever their ends of lines are. */
async function digestsOfTexts(files: readonly string[]): Promise<readonly string[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "missing")));
  return texts.map((text) => digest(text.replaceAll("\r\n", "\n"))).toSorted();
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
