import { spawn } from "node:child_process";

/**
 * Runs an installed tool's own script with this Node, its output going where ours goes, and resolves to its exit code.
 * By script and not by name, so that it is the same on every system and needs no shell.
 */
export function runTool(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
