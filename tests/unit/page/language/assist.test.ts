import { JSDOM } from "jsdom";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { assistWith } from "../../../../src/page/language/assist.ts";
import type { AssistServices } from "../../../../src/page/language/assistance.ts";
import { words } from "../../../../src/words/words.ts";
import { openNotebook } from "../notebook/open-notebook.ts";
import { cellId, define, settle } from "../notebook/scripted-host.ts";
import { ScriptedWorker } from "./scripted-worker.ts";

const CELL = cellId("a");

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", new JSDOM("<main></main>").window.document);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A lesson whose language service is started by `first`, and later by the others in turn. */
async function open(first: Promise<Worker>, ...others: readonly Promise<Worker>[]) {
  const { notebook } = openNotebook([define("a", { source: "1" })]);
  const notify = vi.fn();
  const reportMissing = vi.fn();
  const later = [...others];
  const startLanguage = vi.fn(() => later.shift() ?? Promise.reject(new Error("offline")));
  const services: AssistServices = {
    notebook,
    startLanguage,
    notify,
    reportMissing,
    say: () => undefined,
    change: () => undefined,
    goTo: () => undefined,
    modules: () => ({ names: [], types: null }),
    loadFile: () => Promise.reject(new Error("There is no file.")),
  };
  const assist = assistWith(first, services);
  await settle();
  return { assist, startLanguage, notify, reportMissing };
}

it("starts another worker after a crash, once, which gets the lesson, and says both", async () => {
  const [first, second] = [new ScriptedWorker(), new ScriptedWorker()];
  const { assist, startLanguage, notify } = await open(
    Promise.resolve(first.asWorker),
    Promise.resolve(second.asWorker),
  );
  expect([notify.mock.calls, startLanguage.mock.calls]).toEqual([[], []]);
  first.fail();
  expect(notify.mock.calls).toEqual([[words.typeChecking.stopped]]);
  assist(CELL);
  assist(CELL);
  await settle();
  expect(startLanguage).toHaveBeenCalledTimes(1);
  expect(notify.mock.calls.slice(1)).toEqual([[words.typeChecking.works]]);
  expect(second.sent.map(({ type }) => type)).toEqual(["modules", "update"]);
});

it("reports a worker that does not start, and tries again with the next editor", async () => {
  const second = new ScriptedWorker();
  const failing = Promise.reject<Worker>(new Error("offline"));
  const { assist, startLanguage, notify, reportMissing } = await open(
    failing,
    Promise.resolve(second.asWorker),
  );
  expect(reportMissing).toHaveBeenCalledTimes(1);
  expect(startLanguage).not.toHaveBeenCalled();
  assist(CELL);
  await settle();
  expect(startLanguage).toHaveBeenCalledTimes(1);
  expect(notify.mock.calls).toEqual([[words.typeChecking.works]]);
});
