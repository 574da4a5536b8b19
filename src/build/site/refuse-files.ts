import { realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Connect } from "vite";
import { courseCodeFiles } from "../course-code/course-code.ts";
import {
  courseDirectory,
  datasetsDirectory,
  figuresDirectory,
  isCourse,
} from "../course-code/course-folders.ts";
import { findAsset, isInside } from "../lessons/lesson-asset.ts";
import { coursePublic } from "./public-files.ts";
import { pathOf } from "./site-address.ts";

/**
 * Refuses requests that Vite would answer with files that no page consists of: symbolic links that lead out of the folders
 * of lessons and public files, and what else is in the folder of a course.
 */
export function refuseOtherFiles(root: string, directory: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    whyRefused(requestedFile(request.url ?? "/", root), directory).then((reason) => {
      if (reason === null) return next();
      response.statusCode = 403;
      response.end(reason);
    }, next);
  };
}

async function whyRefused({ file, isAbsolute }: RequestedFile, directory: string): Promise<string | null> {
  for (const [folder, name] of [
    [directory, "lessons"],
    [coursePublic(), "public files"],
  ] as const) {
    const around = [resolve(folder), realPath(folder)].find((each) => isInside(file, each));
    if (around === undefined) continue;
    const isOutside = findAsset(around, relative(around, file)).type === "outside";
    return isOutside ? `This file is outside the folder of ${name}.` : null;
  }
  return isAbsolute && (await isOther(file)) ? "This file of the course is no part of its pages." : null;
}

/** Whether a file is in the folder of a course, and neither its code nor that of a package. */
async function isOther(file: string): Promise<boolean> {
  if (!isCourse() || ![courseDirectory(), realPath(courseDirectory())].some((each) => isInside(file, each)))
    return false;
  const folders = [figuresDirectory(), datasetsDirectory(), join(courseDirectory(), "node_modules")];
  if (folders.some((folder) => isInside(file, folder) || isInside(file, realPath(folder)))) return false;
  const code = await courseCodeFiles().catch(() => []);
  return !code.some((each) => realPath(each) === realPath(file));
}

interface RequestedFile {
  readonly file: string;
  /** Whether it is named by its whole path, and not from the root of the server. */
  readonly isAbsolute: boolean;
}

/** The file that Vite would serve, whether there is one or not. */
function requestedFile(url: string, root: string): RequestedFile {
  const path = pathOf(url);
  const [, absolute] = /^\/@fs(\/.*)$/s.exec(path) ?? [];
  if (absolute === undefined) return { file: resolve(root, `.${path}`), isAbsolute: false };
  return { file: resolve(/^\/[A-Za-z]:/.test(absolute) ? absolute.slice(1) : absolute), isAbsolute: true };
}

export function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}
