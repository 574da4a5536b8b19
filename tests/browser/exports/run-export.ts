import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs `npm run export` as an instructor does.
 * @param lessons the folder of lessons.
 * @throws {Error} with what it printed, if it fails.
 */
export async function runExport(lessons: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ["src/cli/run.mjs", "export", ...args], {
    env: { ...process.env, LESSONS_DIR: lessons },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (text) => {
    printed += String(text);
  });
  child.stderr.on("data", (text) => {
    printed += String(text);
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`The export has failed:\n${printed}`);
}
