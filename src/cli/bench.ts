import { chromium } from "playwright-core";
import type { Site } from "./bench/benchmark.ts";
import { benchmarks } from "./bench/benchmarks.ts";
import { serveBuiltSite } from "./bench/built-site.ts";
import { formatTable, type Measurement } from "./bench/measurement.ts";
import { findOrInstallBrowser } from "./browser.ts";

/** Playwright's switches that are left out, so that isolation and throttling are as in users' browsers. */
const LEFT_OUT = ["--disable-popup-blocking", "--disable-ipc-flooding-protection"];
const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
];

/**
 * `npm run bench`: measures the built site in Chromium and prints the results beside the goals.
 * @param args the names of benchmarks; none means all.
 */
export async function bench(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => !Object.hasOwn(benchmarks, arg));
  if (unknown.length > 0) {
    console.error(
      `There is no benchmark "${unknown.join('", "')}". The benchmarks are: ${Object.keys(benchmarks).join(", ")}.`,
    );
    return 1;
  }
  const executablePath = await findOrInstallBrowser();
  console.log("Building the site …");
  const site = await serveBuiltSite();
  try {
    const launch: Site["launch"] = (flags = []) =>
      chromium.launch({
        executablePath,
        ignoreDefaultArgs: LEFT_OUT,
        args: [...FLAGS, ...(flags.length > 0 ? flags : ["--disable-gpu"])],
      });
    const results: Measurement[] = [];
    for (const [name, measure] of Object.entries(benchmarks)) {
      if (args.length > 0 && !args.includes(name)) continue;
      console.log(`Measuring: ${name} …`);
      const measured = await measure({ lecture: site.lecture, launch });
      // Printed at once too, because all of them take minutes and may be interrupted.
      for (const { name: what, value } of measured) console.log(`  ${what}: ${value}`);
      results.push(...measured);
    }
    console.log(`\n${formatTable(results)}`);
    return 0;
  } finally {
    await site.close();
  }
}
