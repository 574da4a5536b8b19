// What the commands are called and take, and how their TypeScript runs: plain JavaScript without dependencies, because the
// packages may not be installed yet.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const OLDEST_NODE = [20, 19];

/** The folder of Lectern: the repository or, in a course, `node_modules/lectern`. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Each command is a file `src/cli/<command>.ts` that exports a function of its name: `(args) => Promise<exit code>`.
 * `options` are what follows its name: options and files.
 */
const COURSE_COMMANDS = {
  init: {
    purpose: "make a new course: a folder with a first lesson, ready to publish",
    options: ["<folder>"],
  },
  new: { purpose: "add a lesson to the course", options: ["<name>"] },
  dev: {
    purpose: "serve the lessons, show edits at once and problems over the page",
    options: ["--port <number>"],
  },
  build: { purpose: "build the site into OUT_DIR (default: dist)", options: ["--strict", "--no-offline"] },
  run: {
    purpose: "run every cell of every lesson in a browser, and check solutions and starters",
    options: ["[lesson …]", "--record", "--json", "--timeout <seconds>"],
  },
  preview: { purpose: "serve the built site", options: ["--port <number>"] },
  data: {
    purpose: "download the datasets into public/data (from <DATASET>_DIR if set, else from public mirrors)",
    options: ["--optional"],
  },
  export: {
    purpose: "write a lesson, or the course, in a form that needs no server",
    options: [
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
  },
  import: {
    purpose: "make a lesson of a Jupyter notebook",
    options: ["<notebook.ipynb>", "--as <name>", "--replace"],
  },
};

const CHECK_LESSONS = {
  purpose: "print the problems of all lessons in LESSONS_DIR (default: lessons)",
  options: ["[file.md …]", "--json", "--watch"],
};

/** The commands in the repository. */
const REPOSITORY = {
  start: {
    purpose: "install missing packages, download the data, build the site, serve it and print its address",
    options: ["--strict", "--port <number>"],
  },
  ...COURSE_COMMANDS,
  lessons: CHECK_LESSONS,
  check: { purpose: "check types, lint, format, and for dead code", options: [] },
  test: {
    purpose:
      "run the tests (--full runs only the slow ones that are left out otherwise; other arguments go to Vitest)",
    options: ["--full"],
  },
  bench: {
    purpose: "measure time per training step, latencies, and how long the page is blocked",
    options: [],
  },
  package: { purpose: "make what only a published package has; npm runs it before it packs", options: [] },
};

/** The commands of `lectern`; `file` is the name of the file where it differs. */
export const COURSE = { ...COURSE_COMMANDS, check: { ...CHECK_LESSONS, file: "lessons" } };

const EXPLANATIONS = {
  "<folder>": "where to make it",
  "<name>": "the name of the lesson, as in its address: lessons/<name>.md",
  "--strict": "build nothing if a lesson has a problem",
  "--no-offline": "do not keep the site in browsers for offline use, and end what an earlier build kept",
  "--port <number>": "the port to serve at",
  "--optional": "a dataset that cannot be downloaded is not a failure",
  "[file.md …]": "check only these files",
  "[lesson …]": "only these lessons",
  "--record": "save what the cells show beside the lessons, for pages to show until they run",
  "--timeout <seconds>": "how long a cell may take (default: 600)",
  "--json": "print the results as JSON",
  "--watch": "check again after each change, until interrupted",
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

/** How commands are given in the repository. */
export const NPM = {
  commands: REPOSITORY,
  summary: "npm start, npm test, npm run <command>",
  line: (command) => (command === "start" || command === "test" ? `npm ${command}` : `npm run ${command}`),
  separator: " --",
};

/** How commands are given in a course. */
export const LECTERN = {
  commands: COURSE,
  summary: "npx lectern <command>",
  line: (command) => `lectern ${command}`,
  separator: "",
};

/** Ends the process if Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Lectern needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  console.error("Install a current version from https://nodejs.org/ and try again.");
  process.exit(1);
}

/** The exit code if the user needs an explanation instead of the command, which is then printed; else null. */
export function explain(usage, command, args) {
  if (!Object.hasOwn(usage.commands, command ?? "")) return list(usage, command);
  return args.includes("--help") || args.includes("-h") ? help(usage, command) : null;
}

function list({ commands, summary }, command) {
  const isAsked = command === undefined || command === "--help" || command === "-h";
  if (!isAsked) console.error(`There is no command "${command}".`);
  console.error(`Commands (${summary}):`);
  for (const [name, { purpose }] of Object.entries(commands)) console.error(`  ${name.padEnd(9)}${purpose}`);
  return isAsked ? 0 : 1;
}

function help({ commands, line, separator }, command) {
  const { purpose, options } = commands[command];
  console.log(`${line(command)}: ${purpose}`);
  for (const option of options)
    console.log(`  ${line(command)}${separator} ${option.padEnd(20)} ${EXPLANATIONS[option]}`);
  return 0;
}

/** Makes LESSONS_DIR, OUT_DIR and the like absolute, which are relative to the user's folder. */
export function resolveFolders(here) {
  for (const [name, value] of Object.entries(process.env)) {
    if (/^[A-Z0-9_]+_DIR$/.test(name) && value) process.env[name] = resolve(here, value);
  }
}

/**
 * Runs a command, whose TypeScript is bundled or, where this is not possible, loaded through Vite.
 * @returns the exit code.
 */
export async function runCommand(file, args) {
  useSmallPages();
  try {
    const { bundledCommands } = await import("./bundle-commands.mjs");
    const bundle = await bundledCommands(root);
    if (bundle === null) return await runThroughVite(file, args);
    // The stack of a mistake names the places in the source.
    process.setSourceMapsEnabled(true);
    const { run } = await import(pathToFileURL(bundle).href);
    return await run(file, args);
  } catch (error) {
    // An error that the user can correct needs no stack.
    console.error(userErrorIn(error)?.message ?? error);
    return 1;
  }
}

/**
 * Has to run before Vite is loaded. By default its bundler's allocator, mimalloc, uses 2 MB pages, which stay resident
 * even where unused: a third of the memory of building a site.
 */
function useSmallPages() {
  process.env.MIMALLOC_ALLOW_THP ??= "0";
}

/** Vite wraps what a plugin throws. */
function userErrorIn(error) {
  return [error, ...(error?.errors ?? [])].find((each) => each?.name === "CommandError");
}

/** Also from `node_modules`, where Node strips no types. */
async function runThroughVite(file, args) {
  process.argv.splice(2, process.argv.length, file, ...args);
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(root, "src/cli/main.ts"), {
    root,
    configFile: false,
    envDir: false,
    logLevel: "warn",
  });
  return module.exitCode;
}
