import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { CommandError } from "../build/files/command-error.ts";
import { isFile } from "./write-file.ts";

/** No browser was found, and none can be installed automatically; the message says what to do. */
export class BrowserMissing extends Error {
  override readonly name = "BrowserMissing";
}

/** The browsers that tests run in. */
export interface TestBrowsers {
  /** A complete Chromium or Chrome, with WebGL and WebGPU. */
  readonly complete: string;
  /** For all other tests: Chromium without a user interface, which takes a quarter of the time to open a page. */
  readonly headless: string;
}

const HEADLESS_SHELL = "chromium-headless-shell";

/** Names of the program on Linux, and in some installations on a Mac. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * The path of a Chromium or Chrome: CHROME_PATH, else an installed one, else a newly installed one (Debian, as root).
 * @throws {BrowserMissing} if there is none and none can be installed.
 */
export async function findOrInstallBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found !== null) return found;
  if (canInstall()) {
    console.log("No Chromium or Chrome is installed; installing Debian's chromium …");
    if (install(["chromium", "fonts-liberation"])) {
      const installed = await findBrowser();
      if (installed !== null) return installed;
    }
  }
  throw new BrowserMissing(
    "This needs Chromium or Chrome, and none was found. Install one " +
      "(Debian and Ubuntu: `sudo apt-get install chromium`; others: https://www.google.com/chrome/), " +
      "or set CHROME_PATH to its program.",
  );
}

/**
 * The browsers for the tests. A browser that CHROME_PATH names serves for all of them; otherwise the headless shell is
 * used if it is installed, or can be (Debian, as root).
 * @throws {BrowserMissing} if there is no browser and none can be installed.
 */
export async function findTestBrowsers(): Promise<TestBrowsers> {
  const complete = await findOrInstallBrowser();
  if (process.env["CHROME_PATH"]) return { complete, headless: complete };
  const find = () => firstProgram(onPath([HEADLESS_SHELL], process.env));
  const found = (await find()) ?? (canInstall() && install([HEADLESS_SHELL]) ? await find() : null);
  return { complete, headless: found ?? complete };
}

/**
 * The path of an installed Chromium or Chrome, or null.
 * @throws {BrowserMissing} if CHROME_PATH is not a program that can be run.
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const named = environment["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (await isProgram(named)) return named;
    throw new BrowserMissing(
      `CHROME_PATH is "${named}", which is not a program that can be run. Correct it or unset it.`,
    );
  }
  return firstProgram([...onPath(NAMES, environment), ...usualPaths(environment)]);
}

/** The first of the paths that is a program that can be run. */
export async function firstProgram(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await isProgram(path)) return path;
  }
  return null;
}

/** Where the programs could be. */
export function onPath(names: readonly string[], environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPaths(environment: NodeJS.ProcessEnv): string[] {
  const mac = ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
    [environment["HOME"] ?? "", ""].map((home) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
  );
  const windows = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = environment[variable];
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
    return folder === undefined ? [] : programs.map((program) => `${folder}\\${program}`);
  });
  return [...mac, ...windows];
}

async function isProgram(path: string): Promise<boolean> {
  const mayRun = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  return mayRun && (await isFile(path));
}

/** apt needs root, and exists only on Debian and its derivatives. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}

/** Installs Debian's packages, and returns whether it succeeded. */
export function install(packages: readonly string[]): boolean {
  const options: SpawnSyncOptions = {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-q"], options);
  const command = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  return spawnSync("apt-get", command, options).status === 0;
}

/** As `findOrInstallBrowser`, for commands: a missing browser ends them with its message. */
export async function findBrowserOrExplain(): Promise<string> {
  try {
    return await findOrInstallBrowser();
  } catch (error) {
    if (error instanceof BrowserMissing) throw new CommandError(error.message);
    throw error;
  }
}
