import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createSanitizer, type Sanitize } from "../../lesson/html/sanitizer.ts";
import type { CheckTypes } from "../../lesson/known-things.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { sentence, TYPE_REMEDY } from "../../lesson/lint/lint-types.ts";
import { parseLesson } from "../../lesson/parse-lesson.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { Problem } from "../../protocol/problem.ts";
import { TextMemo } from "../../protocol/text-memo.ts";
import { CommandError } from "../files/command-error.ts";
import { courseFile } from "../files/course-folders.ts";
import { displayPath } from "../files/display-path.ts";
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
export async function loadLesson(path: string, options: LoadOptions = {}): Promise<Lesson> {
  return load(path, options, await nodeSanitizer());
}

/** The problems of a lesson alone, without its HTML, which takes longer. */
export async function loadProblems(path: string, options: LoadOptions = {}): Promise<readonly Problem[]> {
  const { problems } = await load(path, options, null);
  return problems;
}

async function load(
  path: string,
  { versions = false, checkTypes, keepWithheld = false }: LoadOptions,
  sanitize: Sanitize | null,
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
      sanitize,
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

let sanitizer: Promise<Sanitize> | null = null;

/** Of HTML, before and after. Formulas are added later. */
const sanitized = new TextMemo<string>(8_000_000, (html) => html.length);

/** DOMPurify on jsdom, loaded on first use. What is the same after an edit was sanitised before. */
function nodeSanitizer(): Promise<Sanitize> {
  sanitizer ??= createNodeSanitizer();
  return sanitizer;
}

async function createNodeSanitizer(): Promise<Sanitize> {
  const [{ default: createDOMPurify }, { JSDOM }] = await Promise.all([import("dompurify"), import("jsdom")]);
  const sanitize = createSanitizer(createDOMPurify(new JSDOM("").window));
  return (html) => sanitized.get(html, () => sanitize(html));
}
