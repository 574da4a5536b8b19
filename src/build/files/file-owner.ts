import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { isInside } from "./lesson-asset.ts";

/** Whose a file is. A folder `node_modules` that comes with a lesson is the lesson's, and not the course's. */
type FileOwner = "lesson" | "package" | "other";

/** @param folder the folder of the lesson. */
export function ownerIn(folder: string): (file: string) => FileOwner {
  const real = realpathOf(folder);
  const packages = realpathOf(join(process.cwd(), "node_modules"));
  return (file) => {
    if (isInside(file, packages)) return "package";
    if (isInside(file, real)) return "lesson";
    return /[\\/]node_modules[\\/]/.test(file) ? "package" : "other";
  };
}

export function realpathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
