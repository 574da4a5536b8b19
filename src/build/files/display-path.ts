import { isAbsolute, relative } from "node:path";

/** The shortest path that works from the working directory. */
export function displayPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return isAbsolute(path) && fromHere.startsWith("..") ? path : fromHere;
}
