import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { packageRoot } from "../../../build/files/package-root.ts";
import { memoryOfTree } from "./process-memory.ts";

export interface TimedCommand {
  readonly seconds: number;
  /**
   * The most resident memory in MB that was found, with all processes that it starts; null where the system does not
   * report it. It is read every 50 ms, so that short peaks are missed.
   */
  readonly memory: number | null;
  readonly printed: string;
}

/** How often the memory is read, in ms. */
const INTERVAL = 50;

/**
 * Runs a command as a user does, in a process of its own.
 * @param folders the variables that name the folders.
 * @throws {Error} with what it printed, if it fails.
 */
export async function timeCommand(
  args: readonly string[],
  folders: Readonly<Record<string, string>>,
): Promise<TimedCommand> {
  const begun = performance.now();
  const child = spawn(process.execPath, [resolve(packageRoot, "src/cli/run.mjs"), ...args], {
    env: { ...process.env, ...folders },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  let memory: number | null = null;
  const timer = setInterval(() => {
    if (child.pid === undefined) return;
    void memoryOfTree(child.pid).then((now) => {
      if (now !== null) memory = Math.max(memory ?? 0, now);
    });
  }, INTERVAL);
  try {
    const code = await new Promise<number | null>((done, fail) => child.on("close", done).on("error", fail));
    if (code !== 0) throw new Error(`\`${args.join(" ")}\` failed:\n${printed.join("")}`);
    return { seconds: (performance.now() - begun) / 1000, memory, printed: printed.join("") };
  } finally {
    clearInterval(timer);
  }
}
