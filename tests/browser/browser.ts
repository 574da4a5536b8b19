import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { inject } from "vitest";

/** What keeps a browser quiet and to itself. Site isolation stays as users have it: the wall is tested with it. */
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright's own switches that take protections away which users have, and which the wall's tests count on. */
const NOT_WANTED = ["--disable-popup-blocking", "--disable-ipc-flooding-protection"];

/**
 * Starts the browser that the setup found.
 * @param options `args` are added to the usual ones; `gpu: true` leaves out `--disable-gpu`, for the tests of WebGL and WebGPU.
 */
export function launch({
  args = [],
  gpu = false,
  executable = inject("browserPath"),
  ...options
}: LaunchOptions & { gpu?: boolean; executable?: string } = {}): Promise<Browser> {
  const flags = gpu ? FLAGS.filter((flag) => flag !== "--disable-gpu") : FLAGS;
  return chromium.launch({
    ...options,
    executablePath: executable,
    ignoreDefaultArgs: NOT_WANTED,
    args: [...flags, ...args],
  });
}

/** How much memory a process of a browser with little of it may write to, in kB. */
const LITTLE_MEMORY = 3_000_000;

/**
 * A script that starts the browser so that each of its processes dies when it asks for more than 3 GB, and the machine
 * does not. (V8's heap ends sooner, but what lies outside of it, such as typed arrays, ends with the machine's memory.)
 */
export async function browserWithLittleMemory(folder: string): Promise<string> {
  const script = join(folder, "browser.sh");
  await writeFile(script, `#!/bin/sh\nulimit -d ${LITTLE_MEMORY}\nexec "${inject("browserPath")}" "$@"\n`);
  await chmod(script, 0o755);
  return script;
}
