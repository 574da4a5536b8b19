// The entry point of every command: plain JavaScript without dependencies, because the packages may not be installed yet.
// It checks the version of Node, installs missing packages, and runs the command's TypeScript through Vite.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 19];

/** Each command is a file `src/cli/<command>.ts` that exports a function of its name: `(args) => Promise<exit code>`. */
const COMMANDS = {
  start: "install missing packages, download the data, build the site, serve it and print its address",
  dev: "serve the lessons, show edits at once and problems over the page",
  build: "build the site into OUT_DIR (default: dist)",
  preview: "serve the built site",
  data: "download the datasets into public/data (from <DATASET>_DIR if set, else from public mirrors)",
  lessons: "print the problems of all lessons in LESSONS_DIR (default: lessons)",
  export: "write a lesson, or the course, in a form that needs no server",
  import: "make a lesson of a Jupyter notebook",
  check: "check types, lint, format, and for dead code",
  test: "run the tests (--full runs only the slow ones that are left out otherwise; other arguments go to Vitest)",
  bench: "measure time per training step, latencies, and how long the page is blocked",
};

/** What follows a command's name: options and files, each explained. */
const OPTIONS = {
  start: ["--strict", "--port <number>"],
  dev: ["--port <number>"],
  build: ["--strict", "--no-offline"],
  preview: ["--port <number>"],
  data: ["--optional"],
  lessons: ["[file.md …]"],
  export: [
    "<lesson> --html",
    "<lesson> --ipynb",
    "<lesson> --pdf",
    "--site <folder>",
    "--output <file>",
    "--data all|none|<N>",
    "--language python|typescript",
    "--no-figures",
    "--paper a4|letter",
    "--solutions",
    "--no-run",
  ],
  import: ["<notebook.ipynb>", "--as <name>", "--replace"],
  test: ["--full"],
};

const EXPLANATIONS = {
  "--strict": "build nothing if a lesson has a problem",
  "--no-offline": "do not keep the site in browsers for offline use, and end what an earlier build kept",
  "--port <number>": "the port to serve at",
  "--optional": "a dataset that cannot be downloaded is no failure",
  "[file.md …]": "check only these files",
  "<lesson> --html": "write a lesson as one HTML file that works by double-click",
  "<lesson> --ipynb":
    "write a lesson as a Jupyter notebook of its Keras twins, or of its TypeScript for Deno",
  "--language python|typescript": "the language of the notebook's code",
  "--no-figures": "only the captions of figures: no browser is needed",
  "--site <folder>": "write the course as a folder that works with and without a server",
  "--output <file>": "where to write a lesson; else a file in this folder, named after the lesson",
  "<lesson> --pdf": "the lesson on paper, after all its cells have run",
  "--paper a4|letter": "the size of a PDF's pages",
  "--solutions": "a PDF with hints and solutions",
  "--no-run": "a PDF or notebook without running the cells first",
  "--data all|none|<N>": "export whole datasets, none, or N images of each class",
  "<notebook.ipynb>": "the notebook; what could not be kept of it is printed",
  "--as <name>": "the name of the lesson, instead of the notebook's",
  "--replace": "replace a lesson of that name",
  "--full": "run only the tests that take long",
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

process.exit(await main(process.argv.slice(2)));

async function main([command, ...args]) {
  checkNode();
  if (!Object.hasOwn(COMMANDS, command ?? "")) return explain(command);
  if (args.includes("--help") || args.includes("-h")) return help(command);
  resolveFolders();
  process.chdir(root);
  if (!isInstalled() && !install()) return 1;
  return runCommand();
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Lectern needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  console.error("Install a current version from https://nodejs.org/ and try again.");
  process.exit(1);
}

function explain(command) {
  if (command !== undefined) console.error(`There is no command "${command}".`);
  console.error("Commands (npm start, npm test, npm run <command>):");
  for (const [name, purpose] of Object.entries(COMMANDS)) console.error(`  ${name.padEnd(9)}${purpose}`);
  return command === undefined ? 0 : 1;
}

function help(command) {
  const npm = command === "start" || command === "test" ? `npm ${command}` : `npm run ${command}`;
  const options = OPTIONS[command] ?? [];
  console.log(`${npm}: ${COMMANDS[command]}`);
  for (const option of options) console.log(`  ${npm} -- ${option.padEnd(20)} ${EXPLANATIONS[option]}`);
  return 0;
}

/** LESSONS_DIR, OUT_DIR and the like are relative to the user's folder (npm's INIT_CWD), but the commands run in the root. */
function resolveFolders() {
  process.env.INIT_CWD ??= process.cwd();
  const here = process.env.INIT_CWD;
  for (const [name, value] of Object.entries(process.env)) {
    if (/^[A-Z0-9_]+_DIR$/.test(name) && value) process.env[name] = resolve(here, value);
  }
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

async function runCommand() {
  const { runnerImport } = await import("vite");
  try {
    const { module } = await runnerImport(join(root, "src/cli/main.ts"), {
      root,
      configFile: false,
      logLevel: "warn",
    });
    return module.exitCode;
  } catch (error) {
    // An error that the user can correct needs no stack.
    console.error(error?.name === "CommandError" ? error.message : error);
    return 1;
  }
}
