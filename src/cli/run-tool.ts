import { spawn } from "node:child_process";

/**
 * Runs the script of an installed tool with this Node, and resolves to its exit code. Running the script rather than the
 * tool's name works the same on every system and needs no shell.
 * @param output whether what it prints appears with ours.
 */
export function runTool(
  script: string,
  args: readonly string[],
  output: "inherit" | "ignore" = "inherit",
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", output, output] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
