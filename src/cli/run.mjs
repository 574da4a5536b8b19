// The entry point of every command in the repository. It checks the version of Node, installs missing packages, and runs
// the command's TypeScript in the root. In a course, the entry point is `lectern.mjs`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkNode, explain, NPM, resolveFolders, root, runCommand } from "./command-line.mjs";

process.exit(await main(process.argv.slice(2)));

async function main([command, ...args]) {
  checkNode();
  const explained = explain(NPM, command, args);
  if (explained !== null) return explained;
  // npm's own variable for the folder in which the user gave the command.
  process.env.INIT_CWD ??= process.cwd();
  resolveFolders(process.env.INIT_CWD);
  process.chdir(root);
  if (!isInstalled() && !install()) return 1;
  return runCommand(command, args);
}

/** Whether node_modules has what package-lock.json asks for. npm writes what it installed to node_modules/.package-lock.json. */
function isInstalled() {
  try {
    const wanted = readLock("package-lock.json");
    const found = readLock("node_modules/.package-lock.json");
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === "" || optional || found[path]?.version === version,
    );
  } catch {
    return false;
  }
}

function readLock(file) {
  return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
}

function install() {
  console.log("Installing packages …");
  const args = ["ci", "--no-audit", "--no-fund"];
  // npm passes the path of its script to what it runs. Without npm, use the one on the PATH.
  const npm = process.env.npm_execpath;
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: "inherit" })
    : spawnSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
  if (status === 0) return true;
  console.error(`\nThe packages could not be installed${error ? ` (${error.message})` : ""}.`);
  console.error("This needs the network once. Check the connection and npm's message above, and try again.");
  return false;
}
