import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Lesson, LessonModule } from "../../lesson/lesson.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import { type LessonFile, MAXIMUM_FILE_BYTES } from "../../protocol/lesson-file.ts";
import { MODULE_TYPES_FILE, MODULES_FILE } from "../../protocol/lesson-modules.ts";
import type { Problem } from "../../protocol/problem.ts";
import { fileTimes } from "../files/file-times.ts";
import { loadModuleTypes } from "../types/load-module-types.ts";
import { type Bundle, bundleModules } from "./bundle-modules.ts";

/** Bundles by their folder and modules, valid until one of their files changes. */
const bundles = new Map<string, { readonly times: string; readonly bundle: Bundle }>();

/**
 * The lesson with the modules that its cells import, bundled, and with their types; what is wrong in them is a problem at
 * the first import.
 * @param path of the lesson's file.
 */
export async function withModules(lesson: Lesson, path: string, versions: boolean): Promise<Lesson> {
  const first = lesson.modules.find(({ hasOnlyTypes }) => !hasOnlyTypes);
  if (first === undefined) return withTypes(lesson, path, versions);
  const problem = (message: string, remedy: string): Lesson => {
    const { file, problems } = lesson;
    const added: Problem = { file, line: first.line, column: first.column, message, remedy };
    return { ...lesson, problems: [...problems, added].toSorted(inOrder) };
  };
  try {
    const { code } = await bundleOf(lesson, path);
    const file = madeFile(MODULES_FILE, code, versions);
    if (file.bytes > MAXIMUM_FILE_BYTES)
      return problem("The modules that the cells import are too large.", "Import smaller packages.");
    return withTypes({ ...lesson, files: [...lesson.files, file], modulesCode: code }, path, versions);
  } catch (error) {
    const [, missing, importer] = UNRESOLVED.exec(errorMessage(error)) ?? [];
    if (missing !== undefined)
      return problem(
        `\`${importer}\`, which the cells import, needs \`${missing}\`, which is not there.`,
        "Correct the path of a module; install a package with `npm install` in the folder of the course.",
      );
    return problem(
      `The modules that the cells import cannot be bundled: ${errorMessage(error)}`,
      "Correct the module, or import another one.",
    );
  }
}

/** What Vite says of an import that leads nowhere. */
const UNRESOLVED = /failed to resolve import "([^"]+)" from "([^"]+)"/;

/** Only for modules that have types. */
async function withTypes(lesson: Lesson, path: string, versions: boolean): Promise<Lesson> {
  const { modules, files } = lesson;
  if (modules.length === 0) return lesson;
  const { types } = await loadModuleTypes(
    dirname(resolve(path)),
    modules.map(({ specifier }) => specifier),
  );
  if (Object.keys(types.files).length === 0) return lesson;
  const moduleTypes = JSON.stringify(types);
  return { ...lesson, files: [...files, madeFile(MODULE_TYPES_FILE, moduleTypes, versions)], moduleTypes };
}

function madeFile(path: string, text: string, versions: boolean): LessonFile {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { path, bytes: Buffer.byteLength(text), version: versions ? `?v=${digest}` : "" };
}

/** The texts of the files that are made for a lesson, instead of lying beside it, by path. */
export function madeFiles({
  modulesCode,
  moduleTypes,
}: Pick<Lesson, "modulesCode" | "moduleTypes">): ReadonlyMap<string, string> {
  return new Map([
    ...(modulesCode === null ? [] : [[MODULES_FILE, modulesCode] as const]),
    ...(moduleTypes === null ? [] : [[MODULE_TYPES_FILE, moduleTypes] as const]),
  ]);
}

/** The files that the modules of a lesson are made of, also of packages; none if they cannot be bundled. */
export async function moduleFiles(lesson: Lesson, path: string): Promise<readonly string[]> {
  if (bundled(lesson.modules).length === 0) return [];
  return bundleOf(lesson, path).then(
    ({ files }) => files,
    () => [],
  );
}

/** What there is to bundle: what is imported for its types alone may contain nothing else. */
function bundled(modules: readonly LessonModule[]): readonly string[] {
  return modules.flatMap(({ specifier, hasOnlyTypes }) => (hasOnlyTypes ? [] : [specifier]));
}

function bundleOf({ modules }: Lesson, path: string): Promise<Bundle> {
  return cached(dirname(resolve(path)), bundled(modules));
}

async function cached(folder: string, specifiers: readonly string[]): Promise<Bundle> {
  const key = JSON.stringify([folder, specifiers]);
  const known = bundles.get(key);
  if (known !== undefined && known.times === fileTimes(known.bundle.files)) return known.bundle;
  const bundle = await bundleModules(folder, specifiers);
  bundles.set(key, { bundle, times: fileTimes(bundle.files) });
  return bundle;
}

function inOrder(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}
