import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
// A later `import()` would fail, because the module runner that loads the commands is closed by then.
import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { createSanitizer, type Sanitize } from "../../lesson/html/sanitizer.ts";
import type { CheckTypes } from "../../lesson/known-things.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { sentence, TYPE_REMEDY } from "../../lesson/lint/lint-types.ts";
import { parseLesson } from "../../lesson/parse-lesson.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Problem } from "../../protocol/problem.ts";
import { CommandError } from "../command-error.ts";
import { courseFile } from "../course-code/course-folders.ts";
import { displayPath } from "../display-path.ts";
import { withModules } from "../modules/lesson-modules.ts";
import { withRecordings } from "../recording/with-recordings.ts";
import type { TypeChecker } from "../types/type-checker.ts";
import { besideLesson } from "./beside.ts";
import { loadKnown } from "./known.ts";
import { decodeLesson } from "./lesson-text.ts";
import { loadBibliography } from "./load-bibliography.ts";
import { loadCourse } from "./load-course.ts";

export interface LoadOptions {
  /** Whether the addresses of pictures change with their files, for pages that stay open meanwhile. */
  readonly versions?: boolean;
  /** Checks the types of the lesson's code. */
  readonly checkTypes?: TypeChecker;
  /** Keeps solutions that are withheld, to check them. Without it, no page or notebook can contain them. */
  readonly keepWithheld?: boolean;
}

/**
 * Reads a lesson's file, with all its problems.
 * @param path absolute, or from the working directory.
 * @throws {CommandError} naming the file, if it cannot be read.
 */
export async function loadLesson(
  path: string,
  { versions = false, checkTypes, keepWithheld = false }: LoadOptions = {},
): Promise<Lesson> {
  const file = displayPath(path);
  const folder = dirname(resolve(path));
  const [bytes, known, shared, { bibliography }] = await Promise.all([
    readBytes(path, file),
    loadKnown(),
    loadCourse(),
    loadBibliography([folder, dirname(courseFile())]),
  ]);
  const { source, isUtf8 } = decodeLesson(bytes);
  const beside = besideLesson(path, shared.course.solutions, versions);
  const ofModules: Problem[] = [];
  const check = checkTypes && checkerOf(checkTypes, folder, ofModules);
  const parse = (more: { readonly checkTypes?: CheckTypes; readonly keepWithheld: boolean }): Lesson =>
    parseLesson(file, source, {
      sanitize: nodeSanitizer(),
      known: { ...known, beside, ...(more.checkTypes ? { checkTypes: more.checkTypes } : {}) },
      language: shared.course.language,
      macros: shared.macros,
      bibliography,
      citations: shared.course.citations,
      solutions: shared.course.solutions,
      keepWithheld: more.keepWithheld,
      isUtf8,
    });
  const lesson = parse({ keepWithheld, ...(check ? { checkTypes: check } : {}) });
  const whole = (): Lesson =>
    lesson.solutions === "withheld" && !keepWithheld ? parse({ keepWithheld: true }) : lesson;
  const complete = await withRecordings(await withModules(lesson, path, versions), path, whole);
  return { ...complete, problems: [...complete.problems, ...ofModules] };
}

/** @param problems gets what is wrong in the lesson's own modules, which is not at an offset of the lesson. */
function checkerOf(checkTypes: TypeChecker, folder: string, problems: Problem[]): CheckTypes {
  return (pieces) => {
    const { mistakes, modules } = checkTypes(pieces, folder);
    for (const { path, line, column, message } of modules) {
      const file = displayPath(join(folder, path));
      problems.push({ file, line, column, message: sentence(message), remedy: TYPE_REMEDY });
    }
    return mistakes;
  };
}

async function readBytes(path: string, file: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw new CommandError(
      `The lesson ${file} cannot be read (${errorMessage(error)}). Correct or remove the file.`,
    );
  });
}

let sanitizer: Sanitize | undefined;

/** DOMPurify on jsdom, created on first use. */
function nodeSanitizer(): Sanitize {
  sanitizer ??= createSanitizer(createDOMPurify(new JSDOM("").window));
  return sanitizer;
}
