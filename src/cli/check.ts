import { runTool } from "./run-tool.ts";

/** `npm run check`: types, lint, format, import cycles and dead code. It runs all checks, and changes nothing. */
export async function check(_args: readonly string[]): Promise<number> {
  const types = await runTool("node_modules/typescript/bin/tsc", ["-b"]);
  const style = await runTool("node_modules/@biomejs/biome/bin/biome", ["ci"]);
  const deadCode = await runTool("node_modules/knip/bin/knip.js", []);
  return [types, style, deadCode].every((code) => code === 0) ? 0 : 1;
}
