import { spawn } from "node:child_process";

/**
 * Runs the script of an installed tool with this Node, sharing our output, and resolves to its exit code. Running the
 * script rather than the tool's name works the same on every system and needs no shell.
 */
export function runTool(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
