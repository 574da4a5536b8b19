import { BrowserMissing, findTestBrowsers } from "./browser.ts";
import { data, isDataNamed } from "./data.ts";
import { installOtherEngines } from "./other-engines.ts";
import { runTool } from "./run-tool.ts";

/** Vitest's projects of unit tests. */
const WITHOUT_BROWSER = ["unit", "computation", "sessions", "runtime"];

/**
 * `npm test`: runs the tests, on the real dataset if a variable names its folder or it is already downloaded.
 * `--full` runs only the tests that take long, which `npm test` leaves out; all other arguments go to Vitest.
 */
export async function test(args: readonly string[]): Promise<number> {
  const isFull = args.includes("--full");
  if (isFull) process.env["LECTERN_FULL_TESTS"] = "1";
  const given = args.filter((arg) => arg !== "--full");
  if (isDataNamed() && (await data([])) !== 0) return 1;
  const browserFound = await provideBrowser();
  if (browserFound && isFull) await installOtherEngines();
  const projects = browserFound ? [] : WITHOUT_BROWSER.map((name) => `--project=${name}`);
  const code = await runTool("node_modules/vitest/vitest.mjs", ["run", ...projects, ...given]);
  return browserFound ? code : 1;
}

/** Installs what the browser tests need. Without a browser only the unit tests run, and the command fails. */
async function provideBrowser(): Promise<boolean> {
  try {
    await findTestBrowsers();
    return true;
  } catch (error) {
    if (!(error instanceof BrowserMissing)) throw error;
    console.error(`${error.message}\nOnly the unit tests run now, and the command will fail.`);
    return false;
  }
}
