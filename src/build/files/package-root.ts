import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of Lectern's own files: the repository or, in a course, `node_modules/lectern`. */
export const packageRoot = resolve(fileURLToPath(new URL("../../../", import.meta.url)));

/** The files of every site, such as its icon. */
export const packagePublic = resolve(packageRoot, "public");

/** Whether a command runs in the repository, and not in the folder of a course. */
export function isRepository(): boolean {
  return relative(packageRoot, process.cwd()) === "";
}

/**
 * A command as the user gives it here.
 * @param command its name, options and files, such as `build --strict`.
 */
export function commandLine(command: string): string {
  if (!isRepository()) return `npx lectern ${command}`;
  const [name = "", ...args] = command.split(" ");
  return ["npm run", name, ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
}
