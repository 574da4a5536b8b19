import type { Problem } from "../../protocol/problem.ts";
import { displayPath } from "./display-path.ts";
import { slugOf } from "./lessons-directory.ts";

/** Names that no file can have on Windows, with any ending. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Characters that no name of a file can have on Windows, and endings that it drops. */
const UNUSABLE = /[<>:"|?*\\]|[. ]$/;

/**
 * Names of lessons that are not different, or not possible, on other computers: a course is written on one, and
 * published or continued on another.
 */
export function lessonNameProblems(files: readonly string[]): Problem[] {
  const known = new Map<string, string>();
  return files.flatMap((file) => {
    const slug = slugOf(file);
    const plain = slug.normalize("NFC").toLowerCase();
    const first = known.get(plain);
    known.set(plain, first ?? slug);
    if (first !== undefined)
      return [problem(file, `This lesson and \`${first}.md\` have the same name on Windows and macOS.`)];
    if (RESERVED.test(slug) || UNUSABLE.test(slug))
      return [problem(file, `No file can be named \`${slug}.md\` on Windows.`)];
    return [];
  });
}

function problem(file: string, message: string): Problem {
  return { file: displayPath(file), line: 1, column: 1, message, remedy: "Give it another name." };
}
