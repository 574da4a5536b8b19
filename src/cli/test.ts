import { BrowserMissing, findOrInstallBrowser } from "./browser.ts";
import { data, isDataNamed } from "./data.ts";
import { runTool } from "./run-tool.ts";

/**
 * `npm test`: every test, on the real dataset where a variable names it or it is there already.
 * `--full` adds the tests that take many minutes; all other arguments are vitest's own.
 */
export async function test(args: readonly string[]): Promise<number> {
  if (args.includes("--full")) process.env["LECTERN_FULL_TESTS"] = "1";
  const given = args.filter((arg) => arg !== "--full");
  if (isDataNamed() && (await data([])) !== 0) return 1;
  const browserFound = await provideBrowser();
  const project = browserFound ? [] : ["--project", "unit"];
  const code = await runTool("node_modules/vitest/vitest.mjs", ["run", ...project, ...given]);
  return browserFound ? code : 1;
}

/** Puts the browser's path where the tests look for it. Without one the unit tests still run, and the whole fails. */
async function provideBrowser(): Promise<boolean> {
  try {
    process.env["CHROME_PATH"] = await findOrInstallBrowser();
    return true;
  } catch (error) {
    if (!(error instanceof BrowserMissing)) throw error;
    console.error(`${error.message}\nUntil then only the unit tests run, and the tests as a whole fail.`);
    return false;
  }
}
