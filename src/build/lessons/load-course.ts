import { readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Course, NO_COURSE } from "../../course/course.ts";
import { type ParsedCourse, parseCourse } from "../../course/parse-course.ts";
import { pictureType } from "../../lesson/passages/picture-type.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Problem } from "../../protocol/problem.ts";
import { loadCourseCode } from "../course-code/course-code.ts";
import { CommandError } from "../files/command-error.ts";
import { courseFile } from "../files/course-folders.ts";
import { displayPath } from "../files/display-path.ts";
import { hasCode } from "../files/has-code.ts";
import { findAsset, leadsOutOf } from "../files/lesson-asset.ts";
import { lessonNameProblems } from "../files/lesson-names.ts";
import { lessonFiles, lessonsDirectory, slugOf } from "../files/lessons-directory.ts";
import { loadBibliography } from "./load-bibliography.ts";

/** A course, and what is wrong in its file, its figures, its datasets, its bibliography and the names of its lessons. */
export interface LoadedCourse {
  readonly course: Course;
  readonly problems: readonly Problem[];
  /** The path of the logo that the course names, whether it is there or not; null if it names none. */
  readonly logoFile: string | null;
  /** The TeX macros of all lessons, by their names with backslash. */
  readonly macros: Readonly<Record<string, string>>;
}

/**
 * Reads `course.yaml`, without which the pages are those of Lectern, and the bibliography.
 * @throws {CommandError} if it cannot be read.
 */
export async function loadCourse(): Promise<LoadedCourse> {
  const path = courseFile();
  const folder = dirname(path);
  const [source, literature] = await Promise.all([
    readCourse(path),
    loadBibliography([lessonsDirectory(), folder]),
  ]);
  if (source === null) {
    return { course: NO_COURSE, problems: literature.problems, logoFile: null, macros: {} };
  }
  const lessons = await lessonFiles(lessonsDirectory());
  let logoFile: string | null = null;
  const parsed = parseCourse(displayPath(path), source, {
    lessons: lessons.map(slugOf),
    fileState: (logo) => {
      logoFile = resolve(folder, logo);
      return fileState(folder, logo);
    },
  });
  const problems = [
    ...parsed.problems,
    ...lessonNameProblems(lessons),
    ...literature.problems,
    ...(await loadCourseCode()).problems,
  ];
  return { course: withLogo(parsed, folder), problems, logoFile, macros: parsed.macros };
}

async function readCourse(path: string): Promise<string | null> {
  if (leadsOutOf(path, [dirname(path)]))
    throw new CommandError(`${path} is a link to a file outside the course. Put a copy of the file there.`);
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw new CommandError(`${path} cannot be read (${errorMessage(error)}). Correct or remove it.`);
  }
}

/** Bytes of the largest logo, which every page contains. */
const LARGEST_LOGO = 100_000;

function fileState(folder: string, path: string) {
  const { type } = findAsset(folder, path);
  return type === "file" && statSync(resolve(folder, path)).size > LARGEST_LOGO ? "too-large" : type;
}

function withLogo({ course, logo }: ParsedCourse, folder: string): Course {
  const type = logo === null ? null : pictureType(logo);
  if (logo === null || type === null) return { ...course, logo: null };
  const content = readFileSync(resolve(folder, logo)).toString("base64");
  return { ...course, logo: `data:${type};base64,${content}` };
}
