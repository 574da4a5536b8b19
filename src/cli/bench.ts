import { chromium } from "playwright-core";
import type { Bench } from "./bench/bench.ts";
import { formatTable, type Measurement } from "./bench/measurement.ts";
import { parts } from "./bench/parts.ts";
import { serveBuiltSite } from "./bench/site.ts";
import { findOrInstallBrowser } from "./browser.ts";

/** Site isolation stays as users have it, and so do the brakes on what a page may send. */
const NOT_WANTED = ["--disable-popup-blocking", "--disable-ipc-flooding-protection"];
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
];

/**
 * `npm run bench`: measures the built site in Chromium and prints what it found beside the goals.
 * Arguments name the parts to measure (all, without one).
 */
export async function bench(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => !Object.hasOwn(parts, arg));
  if (unknown.length > 0) {
    console.error(
      `There is no part "${unknown.join('", "')}". The parts are: ${Object.keys(parts).join(", ")}.`,
    );
    return 1;
  }
  const executablePath = await findOrInstallBrowser();
  console.log("Building the site …");
  const site = await serveBuiltSite();
  try {
    const launch: Bench["launch"] = (flags = []) =>
      chromium.launch({
        executablePath,
        ignoreDefaultArgs: NOT_WANTED,
        args: [...FLAGS, ...(flags.length > 0 ? flags : ["--disable-gpu"])],
      });
    const found: Measurement[] = [];
    for (const [name, measure] of Object.entries(parts)) {
      if (args.length > 0 && !args.includes(name)) continue;
      console.log(`Measuring: ${name} …`);
      const measured = await measure({ lecture: site.lecture, launch });
      // At once too: the whole takes minutes, and may be interrupted.
      for (const { name: what, value } of measured) console.log(`  ${what}: ${value}`);
      found.push(...measured);
    }
    console.log(`\n${formatTable(found)}`);
    return 0;
  } finally {
    await site.close();
  }
}
