import { afterEach, expect, it, vi } from "vitest";
import { type AssistantServices, createAssistant } from "../../../../src/page/language/assistant.ts";
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
  await vi.waitFor(() => expect(assistWith).toHaveBeenCalledWith(worker, expect.anything()));
  expect(startLanguage).toHaveBeenCalledTimes(1);
});

it("does not report a warm-up that fails, and tries again for the editor", async () => {
  const startLanguage = vi.fn(() => Promise.reject<Worker>(new Error("offline")));
  const { assistant, notify } = open(startLanguage);
  assistant.warmUp();
  await vi.waitFor(() => expect(startLanguage).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  expect(notify).not.toHaveBeenCalled();
  assistant.assist("cell" as never, {} as never);
  await vi.waitFor(() => expect(notify).toHaveBeenCalledTimes(1));
  expect(startLanguage).toHaveBeenCalledTimes(2);
});
