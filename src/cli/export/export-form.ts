import type { Lesson } from "../../lesson/lesson.ts";

/** The options of a form, as `parseArgs` of `node:util` describes them. */
export type FormOptions = Readonly<Record<string, { readonly type: "boolean" | "string" }>>;

/** What `npm run export` was asked for. */
export interface ExportRequest {
  /** The lessons to export: the named one, or those of the whole course. */
  readonly lessons: readonly Lesson[];
  /**
   * Where to write: the path that `--output` names, or null for a file named after the lesson in the user's folder. For
   * a course, the folder that was named.
   */
  readonly output: string | null;
  /** The values of the form's own options. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** A form in which a lesson leaves the server: a file `export/<form>.ts` each. */
export interface ExportForm {
  /** Whether it exports one lesson or the whole course into a folder; either must be named. */
  readonly of: "lesson" | "course";
  readonly options: FormOptions;
  /**
   * Writes the export.
   * @returns what to print: a line for each file, with its size.
   * @throws {CommandError} for an option that cannot be followed.
   */
  write(request: ExportRequest): Promise<readonly string[]>;
}
