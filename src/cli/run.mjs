// The door to every command: plain JavaScript without dependencies, because nothing may be installed yet.
// It checks Node, installs what is missing, and runs the command's TypeScript through Vite.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];

/** Each command is a file `src/cli/<command>.ts` that exports a function of its name: `(args) => Promise<exit code>`. */
const COMMANDS = {
  start: "install what is missing, get the data, build the site, serve it and print its address",
  dev: "serve the lessons while they are written: edits show at once, problems over the page",
  build: "build the site into OUT_DIR (default: dist)",
  preview: "serve the site that was built",
  data: "get the datasets into public/data (from <DATASET>_DIR, else from the public mirrors)",
  lessons: "print the problems of all lessons in LESSONS_DIR (default: lessons)",
  check: "check types, lint and format",
  test: "run every test (vitest's own arguments may follow; --full adds the long ones)",
  bench: "measure: time per training step, latencies, silences of the page",
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

process.exit(await main(process.argv.slice(2)));

async function main([command, ...args]) {
  checkNode();
  if (!Object.hasOwn(COMMANDS, command ?? "")) return explain(command);
  resolveFolders();
  process.chdir(root);
  if (!isInstalled() && !install()) return 1;
  return runCommand(command, args);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Lectern needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  console.error("Install a current one from https://nodejs.org/ and try again.");
  process.exit(1);
}

function explain(command) {
  if (command !== undefined) console.error(`There is no command "${command}".`);
  console.error("Commands (npm start, npm test, npm run <command>):");
  for (const [name, purpose] of Object.entries(COMMANDS)) console.error(`  ${name.padEnd(9)}${purpose}`);
  return command === undefined ? 0 : 1;
}

/** LESSONS_DIR, OUT_DIR and the like are named from where the user stands (npm tells it in INIT_CWD), but the commands run in the root. */
function resolveFolders() {
  const here = process.env.INIT_CWD ?? process.cwd();
  for (const [name, value] of Object.entries(process.env)) {
    if (/^[A-Z0-9_]+_DIR$/.test(name) && value) process.env[name] = resolve(here, value);
  }
}

/** True when node_modules holds what package-lock.json asks for. npm notes what it installed in a lock file of its own. */
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
  console.log("Installing what Lectern is built with …");
  const args = ["ci", "--no-audit", "--no-fund"];
  // npm names its own script to what it runs; called without npm, the one on the path has to do.
  const npm = process.env.npm_execpath;
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: "inherit" })
    : spawnSync("npm", args, { stdio: "inherit", shell: process.platform === "win32" });
  if (status === 0) return true;
  console.error(`\nThe packages could not be installed${error ? ` (${error.message})` : ""}.`);
  console.error(
    "Lectern needs the network for this once. Check the connection and npm's message above, and try again.",
  );
  return false;
}

async function runCommand(command, args) {
  const { runnerImport } = await import("vite");
  try {
    const { module } = await runnerImport(join(root, "src/cli", `${command}.ts`), {
      root,
      configFile: false,
      logLevel: "warn",
    });
    return await module[command](args);
  } catch (error) {
    // A fault that the user can mend is told by its message alone.
    console.error(error?.name === "CommandFault" ? error.message : error);
    return 1;
  }
}
