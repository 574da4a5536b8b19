import { readFile } from "node:fs/promises";
import { isAbsolute, relative } from "node:path";
// Not by a later `import()`: the module runner that loads the commands is closed by then.
import createDOMPurify from "dompurify";
import { JSDOM } from "jsdom";
import { checkedLesson } from "../lesson/check.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { parseLesson } from "../lesson/parse-lesson.ts";
import { createSanitizer, type Sanitize } from "../lesson/sanitizer.ts";
import { loadKnown } from "./known.ts";

/**
 * Reads a lesson's file, with all its problems.
 * @param path absolute, or from the working directory.
 * @throws Error of the file system where the file cannot be read.
 */
export async function loadLesson(path: string): Promise<Lesson> {
  const [source, known] = await Promise.all([readFile(path, "utf8"), loadKnown()]);
  return checkedLesson(parseLesson(nameForReader(path), source, nodeSanitizer()), known);
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
