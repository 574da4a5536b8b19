import * as v from "valibot";

/** The largest file that cells can read, and all files of a lesson together, in bytes. */
export const MAXIMUM_FILE_BYTES = 30_000_000;
export const MAXIMUM_LESSON_BYTES = 60_000_000;

/** A longer path cannot be that of a declared file. */
export const MAXIMUM_PATH_LENGTH = 1000;

/** A file beside the lesson that its cells can read: declared in the front matter, or the weights of a declared model. */
export const LessonFile = v.object({
  /** From the lesson's folder, with `/`, and without `.` and `..`. */
  path: v.pipe(v.string(), v.maxLength(MAXIMUM_PATH_LENGTH)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** To be appended to its address; differs after a change of the file in pages that stay open meanwhile. */
  version: v.string(),
});
export type LessonFile = v.InferOutput<typeof LessonFile>;

/** The path without `.`, as in `./data/a.csv`. */
export function plainPath(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== ".")
    .join("/");
}

const side = v.nullable(v.pipe(v.number(), v.minValue(0)));

/** The size to which a picture is scaled, in pixels; null for a side that follows from the picture's. */
export const PictureRequest = v.object({ width: side, height: side });
export type PictureRequest = v.InferOutput<typeof PictureRequest>;

/** In place of a path: the file that the reader has chosen when a cell asked with this number. */
export function openedPath(request: number): string {
  return `opened:${request}`;
}

/** How the answer begins for a file that the lesson does not declare. */
export const NOT_DECLARED = "This lesson does not declare the file";
