import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Bibliography, joinBibliographies } from "../../lesson/bibliography/bibliography.ts";
import { type ParsedBibliography, parseBibtex } from "../../lesson/bibliography/parse-bibtex.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Problem } from "../../protocol/problem.ts";
import { displayPath } from "../files/display-path.ts";
import { leadsOutOf } from "../files/lesson-asset.ts";
import { lessonsDirectory } from "../files/lessons-directory.ts";
import { decodeLesson } from "./lesson-text.ts";

/** The name of a file with what lessons cite. It is beside the lessons, beside `course.yaml`, or both. */
export const BIBLIOGRAPHY = "references.bib";

/** Whether it is the path of the course's bibliography. */
export function isBibliography(file: string): boolean {
  const folders = [lessonsDirectory(), dirname(lessonsDirectory())];
  return basename(file) === BIBLIOGRAPHY && folders.includes(dirname(resolve(file)));
}

/**
 * The bibliography in these folders; of entries with the same key, that of the first folder counts. A link from one of them
 * to the other is followed.
 */
export async function loadBibliography(
  folders: readonly string[],
): Promise<{ readonly bibliography: Bibliography | null; readonly problems: readonly Problem[] }> {
  const files = [...new Set(folders.map((folder) => join(folder, BIBLIOGRAPHY)))];
  const found = (await Promise.all(files.map((file) => readBibliography(file, folders)))).filter(
    (one) => one !== null,
  );
  return {
    bibliography: joinBibliographies(found.map(({ bibliography }) => bibliography)),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** What was read of each file, with the time of the file's last change. */
const read = new Map<string, { readonly changed: number; readonly parsed: ParsedBibliography }>();

/** Null if there is no such file. */
async function readBibliography(
  path: string,
  folders: readonly string[],
): Promise<ParsedBibliography | null> {
  const changed = (await stat(path).catch(() => null))?.mtimeMs;
  if (changed === undefined) return null;
  const known = read.get(path);
  if (known?.changed === changed) return known.parsed;
  const parsed = await parseFile(path, folders);
  read.set(path, { changed, parsed });
  return parsed;
}

async function parseFile(path: string, folders: readonly string[]): Promise<ParsedBibliography> {
  const file = displayPath(path);
  if (leadsOutOf(path, folders)) return unusable(file, OUTSIDE, "Put a copy of the file there.");
  try {
    const { source, isUtf8 } = decodeLesson(await readFile(path));
    return parseBibtex(file, source, isUtf8);
  } catch (error) {
    const message = `The bibliography cannot be read (${errorMessage(error)}).`;
    return unusable(file, message, "Correct or remove the file.");
  }
}

const OUTSIDE = "The bibliography is a link to a file outside the course, so it is not read.";

function unusable(file: string, message: string, remedy: string): ParsedBibliography {
  const problem = { file, line: 1, column: 1, message, remedy };
  return { bibliography: { files: [file], entries: new Map() }, problems: [problem] };
}
