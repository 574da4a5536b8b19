import { resolve } from "node:path";

/** A path that the user named, from the folder in which the command was given: npm itself changes to that of the project. */
export function outputPath(named: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
}
