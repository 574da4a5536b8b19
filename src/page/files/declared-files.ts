import { type LessonFile, NOT_DECLARED, plainPath } from "../../protocol/lesson-file.ts";
import { MODULES_FILE } from "../../protocol/lesson-modules.ts";
import { nearest } from "../../protocol/nearest.ts";

/** Loads a file of the lesson. @throws Error with a message for the reader, or the signal's reason when aborted. */
export type LoadFile = (file: LessonFile, signal: AbortSignal) => Promise<ArrayBuffer>;

/** Gives cells a file by the path that they ask for. */
export type FileServer = (path: string, signal: AbortSignal) => Promise<ArrayBuffer>;

/**
 * Serves only the files that the lesson declares: whatever path a cell asks for is compared with theirs, and never part of
 * an address.
 * @param declared the files at the time of the call, since the author may edit the lesson.
 */
export function declaredFiles(declared: () => readonly LessonFile[], load: LoadFile): FileServer {
  return async (path, signal) => {
    const plain = plainPath(path);
    const file = declared().find((each) => each.path === plain);
    if (file === undefined) throw new Error(notDeclared(plain, declared()));
    const content = await load(file, signal);
    if (content.byteLength !== file.bytes) throw new Error(incomplete(file, content.byteLength));
    return content;
  };
}

function notDeclared(path: string, files: readonly LessonFile[]): string {
  // The author has declared no such file: the runtime asks for it itself.
  const paths = files.map((file) => file.path).filter((each) => each !== MODULES_FILE);
  const near = nearest(path, paths);
  const known = paths.slice(0, 20).map((each) => `"${each}"`);
  const hint =
    near === null
      ? known.length === 0
        ? ""
        : ` It declares ${known.join(", ")}.`
      : ` Did you mean "${near}"?`;
  return `${NOT_DECLARED} "${path.slice(0, 200)}".${hint} Cells read only what "files:" in the front matter names.`;
}

function incomplete({ path, bytes }: LessonFile, arrived: number): string {
  return (
    `${path} is incomplete, or another file has arrived in its place: it has ${arrived} bytes instead of ${bytes}. ` +
    "Reload the page, and run the cell again."
  );
}
