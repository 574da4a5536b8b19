import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isFile } from "./whole-file.ts";

/** There is no browser to test with, and none can be installed from here; the message says what to do. */
export class BrowserMissing extends Error {
  override readonly name = "BrowserMissing";
}

/** As they are called on Linux, and by some on a Mac. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * The path of a Chromium or Chrome: CHROME_PATH, else an installed one, else one that is installed now (Debian, as root).
 * @throws {BrowserMissing} when there is none and none can be installed.
 */
export async function findOrInstallBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found !== null) return found;
  if (canInstall()) {
    console.log("No Chromium or Chrome is installed; installing Debian's chromium …");
    if (installChromium()) {
      const installed = await findBrowser();
      if (installed !== null) return installed;
    }
  }
  throw new BrowserMissing(
    "The browser tests need Chromium or Chrome, and none was found. Install one " +
      "(Debian and Ubuntu: `sudo apt-get install chromium`; others: https://www.google.com/chrome/), " +
      "or set CHROME_PATH to its program.",
  );
}

/**
 * The path of an installed Chromium or Chrome, or null.
 * @throws {BrowserMissing} when CHROME_PATH names something that cannot be run.
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const named = environment["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (await isProgram(named)) return named;
    throw new BrowserMissing(
      `CHROME_PATH is "${named}", which is not a program that can be run. Correct it or unset it.`,
    );
  }
  for (const place of [...onPath(environment), ...usualPlaces(environment)]) {
    if (await isProgram(place)) return place;
  }
  return null;
}

function onPath(environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces(environment: NodeJS.ProcessEnv): string[] {
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

/** Only root may, and only Debian and its like have apt. */
function canInstall(): boolean {
  return process.getuid?.() === 0 && spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}

function installChromium(): boolean {
  const options: SpawnSyncOptions = {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-q"], options);
  const packages = ["chromium", "fonts-liberation"];
  const install = ["install", "-y", "-q", "--no-install-recommends", ...packages];
  return spawnSync("apt-get", install, options).status === 0;
}
