#!/usr/bin/env node
// The command `lectern`: runs the command's TypeScript in the folder of the course.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { COURSE, checkNode, explain, LECTERN, resolveFolders, runCommand } from "./command-line.mjs";

process.exit(await main(process.argv.slice(2)));

async function main([command, ...args]) {
  checkNode();
  const explained = explain(LECTERN, command, args);
  if (explained !== null) return explained;
  const here = process.cwd();
  // Files that are named to a command are in the user's folder, which may be inside the course.
  process.env.INIT_CWD = here;
  resolveFolders(here);
  process.chdir(courseAbove(here) ?? here);
  return runCommand(COURSE[command].file ?? command, args);
}

/** The nearest folder with a `course.yaml`, this one or one that contains it; null if there is none. */
function courseAbove(folder) {
  if (existsSync(join(folder, "course.yaml"))) return folder;
  const above = dirname(folder);
  return above === folder ? null : courseAbove(above);
}
