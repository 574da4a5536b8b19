import { readFile } from "node:fs/promises";
import { isAbsolute, relative } from "node:path";
// Not by a later `import()`: the module runner that loads the commands is closed by then.
import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { createSanitizer, type Sanitize } from "../lesson/html/sanitizer.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { checkedLesson, withProblems } from "../lesson/lint/check-lesson.ts";
import { parseLesson } from "../lesson/parse-lesson.ts";
import type { Problem } from "../protocol/problem.ts";
import { CommandFault } from "./command-fault.ts";
import { loadKnown } from "./known.ts";
import { decodeLesson, type LessonText } from "./lesson-text.ts";

/**
 * Reads a lesson's file, with all its problems.
 * @param path absolute, or from the working directory.
 * @throws {CommandFault} that names the file, where it cannot be read.
 */
export async function loadLesson(path: string): Promise<Lesson> {
  const file = nameForReader(path);
  const [bytes, known] = await Promise.all([readBytes(path, file), loadKnown()]);
  const { source, spoiltAt } = decodeLesson(bytes);
  const lesson = checkedLesson(parseLesson(file, source, nodeSanitizer()), known);
  return spoiltAt === null ? lesson : withProblems(lesson, [notUtf8(file, spoiltAt)]);
}

async function readBytes(path: string, file: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFault(`The lesson ${file} cannot be read (${reason}). Mend the file or take it away.`);
  });
}

function notUtf8(file: string, place: NonNullable<LessonText["spoiltAt"]>): Problem {
  return {
    file,
    ...place,
    message: "The file is not UTF-8: this letter cannot be read, and the page shows \uFFFD for it.",
    remedy: "Save the file as UTF-8 in your editor.",
  };
}

/** As short as it can be and still be opened from the working directory. */
function nameForReader(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return isAbsolute(path) && fromHere.startsWith("..") ? path : fromHere;
}

let sanitizer: Sanitize | undefined;

/** DOMPurify on jsdom, made once, when it is first needed. */
export function nodeSanitizer(): Sanitize {
  sanitizer ??= createSanitizer(createDOMPurify(new JSDOM("").window));
  return sanitizer;
}
