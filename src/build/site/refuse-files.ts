import { realpathSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { Connect, Plugin } from "vite";
import { courseCodeFiles } from "../course-code/course-code.ts";
import { fileOf } from "../course-code/course-imports.ts";
import { courseDirectory, datasetsDirectory, figuresDirectory, isCourse } from "../files/course-folders.ts";
import { findAsset, isInside } from "../files/lesson-asset.ts";
import { packageRoot } from "../files/package-root.ts";
import { coursePublic } from "./public-files.ts";
import { pathOf } from "./site-address.ts";

/**
 * Refuses requests that Vite would answer with files that no page consists of: symbolic links that lead out of the folders
 * of lessons and public files, and what else is in the folder of a course.
 */
export function refuseOtherFiles(root: string, directory: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    const { file, isWhole } = requestedFile(request.url ?? "/", root);
    whyRefused(file, directory, isWhole).then((reason) => {
      if (reason === null) return next();
      response.statusCode = 403;
      response.end(reason);
    }, next);
  };
}

/** Refuses the same as modules. Addresses name these in many ways, so their files are known only when they are loaded. */
export function refuseOtherModules(directory: string): NonNullable<Plugin["load"]> {
  return {
    order: "pre",
    async handler(id) {
      if (this.environment.name !== "client") return;
      const file = fileOf(id);
      const reason = isAbsolute(file) ? await whyRefused(file, directory, true) : null;
      if (reason !== null) throw new RefusedModule(reason);
    },
  };
}

class RefusedModule extends Error {}

/** Answers the request of a refused module as that of a refused file: to Vite it is an error of the server. */
export const answerRefused: Connect.ErrorHandleFunction = (error, _request, response, next) => {
  if (!(error instanceof RefusedModule)) return next(error);
  response.statusCode = 403;
  response.end(error.message);
};

/** @param isWhole whether the file is named by its whole path, and not from the root of the server. */
async function whyRefused(file: string, directory: string, isWhole: boolean): Promise<string | null> {
  for (const [folder, name] of [
    [directory, "lessons"],
    [coursePublic(), "public files"],
  ] as const) {
    const path = pathIn(file, folder);
    if (path === null) continue;
    const found = findAsset(folder, path).type;
    if (found === "outside") return `This file is outside the folder of ${name}.`;
    if (found === "file") return null;
  }
  return isWhole && (await isOther(file)) ? "This file of the course is not part of its pages." : null;
}

/** The path from a folder, or null. Upper and lower case count as the same, since some systems do not tell them apart. */
function pathIn(file: string, folder: string): string | null {
  const around = [resolve(folder), realPath(folder)].find((each) =>
    isInside(file.toLowerCase(), each.toLowerCase()),
  );
  return around === undefined ? null : file.slice(around.length + 1);
}

/** Whether a file is in the folder of a course, and neither its code nor that of a package. */
async function isOther(file: string): Promise<boolean> {
  const real = realPath(file);
  const course = realPath(courseDirectory());
  if (
    !isCourse() ||
    ![file, real].some((path) => isInside(path, courseDirectory()) || isInside(path, course))
  )
    return false;
  if (isOfPackage(file) || isOfPackage(real)) return false;
  const folders = [figuresDirectory(), datasetsDirectory()];
  if (folders.some((folder) => isInside(real, realPath(folder)))) return false;
  const code = await courseCodeFiles().catch(() => []);
  return !code.some((each) => realPath(each) === real);
}

function isOfPackage(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file) || isInside(file, packageRoot);
}

interface RequestedFile {
  readonly file: string;
  /** Whether it is named by its whole path, and not from the root of the server. */
  readonly isWhole: boolean;
}

/** The file that Vite would serve, whether there is one or not. */
function requestedFile(url: string, root: string): RequestedFile {
  const path = pathOf(url);
  const [, absolute] = /^\/@fs(\/.*)$/s.exec(path) ?? [];
  if (absolute === undefined) return { file: resolve(root, `.${path}`), isWhole: false };
  return { file: resolve(/^\/[A-Za-z]:/.test(absolute) ? absolute.slice(1) : absolute), isWhole: true };
}

export function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}
