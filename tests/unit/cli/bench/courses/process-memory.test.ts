import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { memoryOfTree } from "../../../../../src/cli/bench/courses/process-memory.ts";

const HOLDS =
  "globalThis.held = Buffer.alloc(100 * 2 ** 20, 1); console.log(1); setInterval(() => {}, 1000);";

const STARTS = `
  const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(HOLDS)}], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.pipe(process.stdout);
  process.on("SIGTERM", () => { child.kill(); process.exit(); });
`;

const STARTS_IN_THREAD = `
  const { Worker } = require("node:worker_threads");
  new Worker(${JSON.stringify(`
    require("node:child_process").spawn(
      process.execPath,
      ["-e", ${JSON.stringify(`${HOLDS} process.stdin.resume().on("end", () => process.exit());`)}],
      { stdio: ["pipe", "inherit", "inherit"] },
    );
  `)}, { eval: true });
`;

/** The memory of a process once it, or one that it starts, has printed something. */
async function memoryOf(script: string): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, ["-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    if (child.stdout === null || child.pid === undefined) throw new Error("Nothing was started.");
    await once(child.stdout, "data");
    return (await memoryOfTree(child.pid)) ?? 0;
  } finally {
    child.kill();
  }
}

it.runIf(process.platform === "linux")(
  "counts the memory of a process and of those that it starts",
  async () => {
    const holds = await memoryOf(HOLDS);
    expect(holds).toBeGreaterThan(100);
    // That of the other process is Node's own.
    expect(await memoryOf(STARTS)).toBeGreaterThan(holds + 10);
    expect(await memoryOf(STARTS_IN_THREAD)).toBeGreaterThan(holds + 10);
  },
);

it("knows no memory of a process that does not exist", async () => {
  expect(await memoryOfTree(2 ** 30)).toBeNull();
});
