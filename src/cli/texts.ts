import { resolve } from "node:path";
import { kernelsPlugin } from "../build/bundling/compile-kernels.ts";
import { packageRoot } from "../build/files/package-root.ts";
import { lacksKeptRuntime, sandboxTexts } from "../build/site/sandbox-plugin.ts";
import { hasLanguageText, languageText } from "../build/types/language-text.ts";
import { runTool } from "./run-tool.ts";

/**
 * Makes the scripts that sites have in common, unless they are kept, in a process of its own: the hundreds of MB that
 * this takes are free again when a site is built. If it fails, the build makes them, and says why it cannot.
 */
export async function makeTextsApart(): Promise<void> {
  if (!(await lacksKeptRuntime()) && (await hasLanguageText())) return;
  await runTool(resolve(packageRoot, "src/cli/run-apart.mjs"), ["texts"], "ignore").catch(() => undefined);
}

/** The command of that process, which users do not give. */
export async function texts(): Promise<number> {
  if (await lacksKeptRuntime()) await sandboxTexts([kernelsPlugin()]).runtime();
  await languageText()();
  return 0;
}
