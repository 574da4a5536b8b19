import { statSync } from "node:fs";

/** When files were changed, as a text to compare with a later one. */
export function fileTimes(files: readonly string[]): string {
  return files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0).join();
}
