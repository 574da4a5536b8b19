import { describe, expect, it } from "vitest";
import type { Problems } from "../../../../src/language/messages.ts";
import type { Piece } from "../../../../src/language/piece.ts";
import { LanguageClient } from "../../../../src/page/language/language-client.ts";
import { ScriptedWorker } from "./scripted-worker.ts";

const first: Piece = { id: "a", source: "1", role: "cell" };
const edited: Piece = { id: "a", source: "2", role: "cell" };

const MODULES = { names: ["./lib/plots"], types: "{}" };

async function clientOf() {
  const worker = new ScriptedWorker();
  const found: Problems[] = [];
  const failures: string[] = [];
  const client = new LanguageClient({
    onProblems: (problems) => found.push(problems),
    onFailed: () => failures.push("failed"),
  });
  await client.start(Promise.resolve(worker.asWorker));
  client.bring(MODULES);
  worker.sent.length = 0;
  return { worker, client, found, failures };
}

describe("the client of the language service", () => {
  it("sends the code only if it has changed", async () => {
    const { worker, client } = await clientOf();
    client.update([first], "a");
    client.update([{ ...first }], "a");
    client.update([edited], "a");
    expect(worker.sent.map((request) => request.type === "update" && request.version)).toEqual([1, 2]);
    expect([client.has([edited]), client.has([first])]).toEqual([true, false]);
  });

  it("sends the code after the lesson's modules, and again after others", async () => {
    const { worker, client } = await clientOf();
    client.update([first], "a");
    const others = { names: ["./lib/plots", "d3"], types: null };
    client.bring(others);
    client.update([first], "a");
    expect(worker.sent).toEqual([
      { type: "update", version: 1, pieces: [first], first: "a" },
      { type: "modules", ...others },
      { type: "update", version: 2, pieces: [first], first: "a" },
    ]);
    const fresh = new LanguageClient({ onProblems: () => undefined, onFailed: () => undefined });
    const silent = new ScriptedWorker();
    await fresh.start(Promise.resolve(silent.asWorker));
    fresh.update([first], "a");
    expect(silent.sent).toEqual([]);
  });

  it("drops the problems of an earlier version", async () => {
    const { worker, client, found } = await clientOf();
    client.update([first], null);
    client.update([edited], null);
    worker.report({ type: "problems", version: 1, problems: new Map([["a", []]]) });
    expect(found).toEqual([]);
    worker.report({ type: "problems", version: 2, problems: new Map([["a", []]]) });
    expect(found).toEqual([new Map([["a", []]])]);
  });

  it("gives each question its own answer", async () => {
    const { worker, client } = await clientOf();
    const answers = [
      client.ask({ type: "format", cell: "a" }),
      client.ask({ type: "hover", cell: "a", offset: 0 }),
    ];
    worker.report({ type: "answer", id: 2, answer: { type: "nothing" } });
    worker.report({ type: "answer", id: 1, answer: { type: "refused", message: "No." } });
    expect(await Promise.all(answers)).toEqual([{ type: "refused", message: "No." }, { type: "nothing" }]);
  });
});

describe("a worker that fails", () => {
  it("is terminated, and leaves no question without an answer", async () => {
    const { worker, client, failures } = await clientOf();
    const waiting = client.ask({ type: "format", cell: "a" });
    expect(worker.fail()).toBe(false);
    expect(await waiting).toEqual({ type: "nothing" });
    expect(await client.ask({ type: "format", cell: "a" })).toEqual({ type: "nothing" });
    expect([failures, worker.isTerminated, client.isInUse]).toEqual([["failed"], true, false]);
  });

  it("is replaced by one that gets the lesson, and whose problems count", async () => {
    const { worker, client, found } = await clientOf();
    client.update([first], "a");
    worker.fail();
    client.update([first], "a");
    const second = new ScriptedWorker();
    const started = client.start(Promise.resolve(second.asWorker));
    client.update([first], "a");
    await started;
    expect(second.sent).toEqual([
      { type: "modules", ...MODULES },
      { type: "update", version: 2, pieces: [first], first: "a" },
    ]);
    worker.report({ type: "problems", version: 2, problems: new Map() });
    second.report({ type: "problems", version: 2, problems: new Map([["a", []]]) });
    expect(found).toEqual([new Map([["a", []]])]);
  });
});

describe("a worker that is starting", () => {
  it("is asked when it has started, about the texts of then", async () => {
    const client = new LanguageClient({ onProblems: () => undefined, onFailed: () => undefined });
    let arrive = (_worker: Worker): void => undefined;
    const started = client.start(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    expect(client.isInUse).toBe(true);
    client.bring(MODULES);
    client.update([first], "a");
    const answer = client.ask({ type: "format", cell: "a" });
    client.update([edited], "a");
    const worker = new ScriptedWorker();
    arrive(worker.asWorker);
    await started;
    expect(worker.sent).toEqual([
      { type: "modules", ...MODULES },
      { type: "update", version: 1, pieces: [first], first: "a" },
      { type: "ask", id: 1, question: { type: "format", cell: "a" } },
      { type: "update", version: 2, pieces: [edited], first: "a" },
    ]);
    worker.report({ type: "answer", id: 1, answer: { type: "refused", message: "No." } });
    expect(await answer).toEqual({ type: "refused", message: "No." });
  });

  it("leaves no question without an answer if it does not start, and another can be started", async () => {
    const client = new LanguageClient({ onProblems: () => undefined, onFailed: () => undefined });
    const started = client.start(Promise.reject(new Error("Offline.")));
    const answer = client.ask({ type: "format", cell: "a" });
    await expect(started).rejects.toThrow("Offline.");
    expect(await answer).toEqual({ type: "nothing" });
    expect(client.isInUse).toBe(false);
    client.bring(MODULES);
    const second = new ScriptedWorker();
    await client.start(Promise.resolve(second.asWorker));
    expect(second.sent).toEqual([{ type: "modules", ...MODULES }]);
  });
});
