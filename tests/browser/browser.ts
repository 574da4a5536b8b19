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
  ...options
}: LaunchOptions & { gpu?: boolean } = {}): Promise<Browser> {
  const flags = gpu ? FLAGS.filter((flag) => flag !== "--disable-gpu") : FLAGS;
  return chromium.launch({
    ...options,
    executablePath: inject("browserPath"),
    ignoreDefaultArgs: NOT_WANTED,
    args: [...flags, ...args],
  });
}
