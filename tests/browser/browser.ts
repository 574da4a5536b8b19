import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { inject } from "vitest";

/** Keeps the browser offline apart from the tests' own addresses. Site isolation stays as users have it: the wall is tested with it. */
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // An address that is neither https nor localhost, where browsers offer less.
  "--host-resolver-rules=MAP lectern.test 127.0.0.1",
];

/** Switches of Playwright that would disable protections which users have and the wall's tests count on. */
const NOT_WANTED = ["--disable-popup-blocking", "--disable-ipc-flooding-protection"];

/**
 * Starts a browser of its own, once the site is built. Most tests share one: see `openBrowser`.
 * @param options `args` are added to the usual ones; `gpu: true` starts a complete browser without `--disable-gpu`, for
 *   the tests of WebGL and WebGPU.
 */
export async function launch({
  args = [],
  gpu = false,
  executable = inject(gpu ? "browserPath" : "headlessPath"),
  ...options
}: LaunchOptions & { gpu?: boolean; executable?: string } = {}): Promise<Browser> {
  await untilBuilt();
  const flags = gpu ? FLAGS.filter((flag) => flag !== "--disable-gpu") : FLAGS;
  return chromium.launch({
    ...options,
    executablePath: executable,
    ignoreDefaultArgs: NOT_WANTED,
    args: [...flags, ...args],
  });
}

let shared: Promise<Browser> | undefined;

/** The browser that all files of a worker share. It ends with the worker. */
export async function openBrowser(): Promise<Browser> {
  shared ??= launch();
  return shared;
}

/** Closes every page of the shared browser: what a file has opened ends with it. */
export async function closePages(): Promise<void> {
  const browser = await shared;
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
}

/** No page is opened before: a browser gives up on an address sooner than a build may take. */
export async function untilBuilt(): Promise<void> {
  const answer = await fetch(inject("site"));
  if (!answer.ok) throw new Error("The site could not be built; its errors are printed above.");
}

/** The limit of a process's writable memory in a browser with little of it, in kB. */
const LITTLE_MEMORY = 900_000;

/**
 * Writes a script that starts the browser with a limit on the memory of each of its processes, so that a process that
 * asks for more dies before the machine runs out. (V8 limits its heap, but not what is outside it, such as typed arrays.)
 */
export async function browserWithLittleMemory(folder: string): Promise<string> {
  const script = join(folder, "browser.sh");
  await writeFile(script, `#!/bin/sh\nulimit -d ${LITTLE_MEMORY}\nexec "${inject("browserPath")}" "$@"\n`);
  await chmod(script, 0o755);
  return script;
}
