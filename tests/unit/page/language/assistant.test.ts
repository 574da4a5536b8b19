import { afterEach, expect, it, vi } from "vitest";
import type { AssistantServices } from "../../../../src/page/language/assistance.ts";
import { createAssistant } from "../../../../src/page/language/assistant.ts";
import { ScriptedWorker } from "./scripted-worker.ts";

vi.mock("../../../../src/page/language/assist.ts", () => ({ assistWith: vi.fn(() => vi.fn()) }));

function open(startLanguage: () => Promise<Worker>) {
  const notify = vi.fn();
  return { notify, assistant: createAssistant({ startLanguage, notify } as unknown as AssistantServices) };
}

afterEach(() => vi.clearAllMocks());

it("warms up once, without checking the lesson, and uses that worker later", async () => {
  const { assistWith } = await import("../../../../src/page/language/assist.ts");
  const worker = new ScriptedWorker().asWorker;
  const startLanguage = vi.fn(async () => worker);
  const { assistant } = open(startLanguage);
  assistant.warmUp();
  assistant.warmUp();
  await vi.waitFor(() => expect(startLanguage).toHaveBeenCalledTimes(1));
  expect(assistWith).not.toHaveBeenCalled();
  assistant.prepare();
  await vi.waitFor(() => expect(assistWith).toHaveBeenCalledTimes(1));
  expect(await vi.mocked(assistWith).mock.calls[0]?.[0]).toBe(worker);
  expect(startLanguage).toHaveBeenCalledTimes(1);
});

it("does not report a warm-up that fails, and tries again for the editor", async () => {
  const { assistWith } = await import("../../../../src/page/language/assist.ts");
  const startLanguage = vi.fn(() => Promise.reject<Worker>(new Error("offline")));
  const { assistant, notify } = open(startLanguage);
  assistant.warmUp();
  await vi.waitFor(() => expect(startLanguage).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  await assistant.assist("cell" as never);
  expect(startLanguage).toHaveBeenCalledTimes(2);
  // Reporting is for what uses the worker.
  await expect(vi.mocked(assistWith).mock.calls[0]?.[0]).rejects.toThrow("offline");
  expect(notify).not.toHaveBeenCalled();
});

it("gives an editor the service before its worker has started", async () => {
  const { assistWith } = await import("../../../../src/page/language/assist.ts");
  vi.mocked(assistWith).mockReturnValueOnce(() => "extension" as never);
  const { assistant } = open(() => new Promise(() => undefined));
  expect(await assistant.assist("cell" as never)).toBe("extension");
});

it("reports once that the service cannot be loaded, and leaves the editor without it", async () => {
  const { assistWith } = await import("../../../../src/page/language/assist.ts");
  vi.mocked(assistWith).mockImplementation(() => {
    throw new Error("offline");
  });
  const { assistant, notify } = open(async () => new ScriptedWorker().asWorker);
  expect(await assistant.assist("cell" as never)).toEqual([]);
  expect(await assistant.assist("other" as never)).toEqual([]);
  expect(notify).toHaveBeenCalledTimes(1);
});
