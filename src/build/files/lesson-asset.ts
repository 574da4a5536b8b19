import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import type { AssetState } from "../../lesson/known-things.ts";
import { hasCode } from "./has-code.ts";

/** A file beside the lessons that may be published, by its real path; or why there is none. */
export type LessonAsset =
  | { readonly type: "file"; readonly path: string }
  | { readonly type: Exclude<AssetState, "file"> };

/**
 * The file that a lesson names. This is the only way for a file to get into a site or an answer of the development
 * server: what is outside the lessons' folder, or leads there by a symbolic link, is not found.
 * @param folder the folder of the lesson.
 * @param path from that folder, decoded.
 */
export function findAsset(folder: string, path: string): LessonAsset {
  if (path.split(/[/\\]/).some((part) => /^\.(?!\.?$)/.test(part))) return { type: "hidden" };
  try {
    const real = realpathSync.native(resolve(folder, path));
    const realFolder = realpathSync.native(folder);
    if (real !== realFolder && !isInside(real, realFolder)) return { type: "outside" };
    const found = statSync(real);
    if (found.isDirectory()) return { type: "folder" };
    // Neither a device nor a pipe, which could be read without end.
    if (!found.isFile()) return { type: "unreadable" };
    accessSync(real, constants.R_OK);
    return { type: "file", path: real };
  } catch (error) {
    return { type: hasCode(error, "EACCES", "EPERM") ? "unreadable" : "missing" };
  }
}

/** Whether a file is there, and a symbolic link that leads into none of the folders. */
export function leadsOutOf(file: string, folders: readonly string[]): boolean {
  try {
    const real = realpathSync.native(file);
    return !folders.some((folder) => isInside(real, realpathSync.native(folder)));
  } catch {
    return false;
  }
}

/**
 * Whether a path in a folder is a symbolic link that leads out of it, or to a folder that contains the link, which could be
 * followed without end.
 */
export function isStrayLink(path: string, folder: string): boolean {
  if (resolve(path) === resolve(folder)) return false;
  if (leadsOutOf(path, [folder])) return true;
  try {
    const [real, parent] = [realpathSync.native(path), realpathSync.native(dirname(path))];
    return real === parent || isInside(parent, real);
  } catch {
    return false;
  }
}

/** Whether a path is in a folder, at any depth. Both are absolute; links are not followed. */
export function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
