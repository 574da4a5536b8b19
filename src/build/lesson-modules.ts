import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Lesson } from "../lesson/lesson.ts";
import { errorMessage } from "../protocol/error-message.ts";
import { MAXIMUM_FILE_BYTES } from "../protocol/lesson-file.ts";
import { MODULES_FILE } from "../protocol/lesson-modules.ts";
import type { Problem } from "../protocol/problem.ts";
import { type Bundle, bundleModules } from "./bundle-modules.ts";

/** Bundles by their folder and modules, as of the time when their files were changed. */
const bundles = new Map<string, { readonly times: string; readonly bundle: Bundle }>();

/**
 * The lesson with the modules that its cells import, bundled; what is wrong in them is a problem at the first import.
 * @param path of the lesson's file.
 */
export async function withModules(lesson: Lesson, path: string, versions: boolean): Promise<Lesson> {
  const [first] = lesson.modules;
  if (first === undefined) return lesson;
  const problem = (message: string, remedy: string): Lesson => {
    const { file, problems } = lesson;
    const added: Problem = { file, line: first.line, column: first.column, message, remedy };
    return { ...lesson, problems: [...problems, added].toSorted(inOrder) };
  };
  try {
    const { code } = await bundleOf(lesson, path);
    const bytes = Buffer.byteLength(code);
    if (bytes > MAXIMUM_FILE_BYTES)
      return problem("The modules that the cells import are too large.", "Import smaller packages.");
    const digest = createHash("sha256").update(code).digest("hex").slice(0, 12);
    const file = { path: MODULES_FILE, bytes, version: versions ? `?v=${digest}` : "" };
    return { ...lesson, files: [...lesson.files, file], modulesCode: code };
  } catch (error) {
    return problem(
      `The modules that the cells import cannot be bundled: ${errorMessage(error)}`,
      "Correct the module, or import another one.",
    );
  }
}

/** The files that the modules of a lesson are made of, also of packages; none if they cannot be bundled. */
export async function moduleFiles(lesson: Lesson, path: string): Promise<readonly string[]> {
  if (lesson.modules.length === 0) return [];
  return bundleOf(lesson, path).then(
    ({ files }) => files,
    () => [],
  );
}

function bundleOf({ modules }: Lesson, path: string): Promise<Bundle> {
  return cached(
    dirname(resolve(path)),
    modules.map(({ specifier }) => specifier),
  );
}

async function cached(folder: string, specifiers: readonly string[]): Promise<Bundle> {
  const key = JSON.stringify([folder, specifiers]);
  const known = bundles.get(key);
  if (known !== undefined && known.times === timesOf(known.bundle)) return known.bundle;
  const bundle = await bundleModules(folder, specifiers);
  bundles.set(key, { bundle, times: timesOf(bundle) });
  return bundle;
}

function timesOf({ files }: Bundle): string {
  return files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0).join();
}

function inOrder(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}
