import { runTool } from "./run-tool.ts";

/** `npm run check`: types, lint and format, all of them, changing nothing. */
export async function check(_args: readonly string[]): Promise<number> {
  const types = await runTool("node_modules/typescript/bin/tsc", ["-b"]);
  const style = await runTool("node_modules/@biomejs/biome/bin/biome", ["ci"]);
  return types === 0 && style === 0 ? 0 : 1;
}
