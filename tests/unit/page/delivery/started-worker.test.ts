import { describe, expect, it } from "vitest";
import { startedWorker } from "../../../../src/page/delivery/started-worker.ts";
import { ScriptedWorker } from "../language/scripted-worker.ts";

describe("a worker that starts", () => {
  it("is refused and terminated if it fails before its first message", async () => {
    const worker = new ScriptedWorker();
    const started = startedWorker(worker.asWorker);
    expect(worker.fail()).toBe(false);
    await expect(started).rejects.toThrow("could not be started");
    expect(worker.isTerminated).toBe(true);
  });

  it("leaves later errors to those who use it", async () => {
    const worker = new ScriptedWorker();
    const started = startedWorker(worker.asWorker);
    worker.report({ type: "started" });
    expect(await started).toBe(worker);
    expect(worker.fail()).toBe(true);
    expect(worker.isTerminated).toBe(false);
  });
});
