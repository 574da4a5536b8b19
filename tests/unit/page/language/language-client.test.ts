import { describe, expect, it } from "vitest";
import type { Problems } from "../../../../src/language/messages.ts";
import type { Piece } from "../../../../src/language/piece.ts";
import { LanguageClient } from "../../../../src/page/language/language-client.ts";
import { createRestart } from "../../../../src/page/language/restart.ts";
import { ScriptedWorker } from "./scripted-worker.ts";

const first: Piece = { id: "a", source: "1", role: "cell" };
const edited: Piece = { id: "a", source: "2", role: "cell" };

const MODULES = { names: ["./lib/plots"], types: "{}" };

function clientOf() {
  const worker = new ScriptedWorker();
  const found: Problems[] = [];
  const failures: string[] = [];
  const client = new LanguageClient({
    onProblems: (problems) => found.push(problems),
    onFailed: () => failures.push("failed"),
  });
  client.connect(worker.asWorker);
  client.bring(MODULES);
  worker.sent.length = 0;
  return { worker, client, found, failures };
}

/** After all that has been started by then, and waits for nothing outside. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

describe("the client of the language service", () => {
  it("sends the code only if it has changed", () => {
    const { worker, client } = clientOf();
    client.update([first], "a");
    client.update([{ ...first }], "a");
    client.update([edited], "a");
    expect(worker.sent.map((request) => request.type === "update" && request.version)).toEqual([1, 2]);
    expect([client.has([edited]), client.has([first])]).toEqual([true, false]);
  });

  it("sends the code after the lesson's modules, and again after others", () => {
    const { worker, client } = clientOf();
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
    fresh.connect(silent.asWorker);
    fresh.update([first], "a");
    expect(silent.sent).toEqual([]);
  });

  it("drops the problems of an earlier version", () => {
    const { worker, client, found } = clientOf();
    client.update([first], null);
    client.update([edited], null);
    worker.report({ type: "problems", version: 1, problems: new Map([["a", []]]) });
    expect(found).toEqual([]);
    worker.report({ type: "problems", version: 2, problems: new Map([["a", []]]) });
    expect(found).toEqual([new Map([["a", []]])]);
  });

  it("gives each question its own answer", async () => {
    const { worker, client } = clientOf();
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
    const { worker, client, failures } = clientOf();
    const waiting = client.ask({ type: "format", cell: "a" });
    expect(worker.fail()).toBe(false);
    expect(await waiting).toEqual({ type: "nothing" });
    expect(await client.ask({ type: "format", cell: "a" })).toEqual({ type: "nothing" });
    expect([failures, worker.isTerminated, client.isConnected]).toEqual([["failed"], true, false]);
  });

  it("is replaced once, by one that gets the lesson and whose problems count", async () => {
    const { worker, client, found } = clientOf();
    client.update([first], "a");
    const second = new ScriptedWorker();
    let started = 0;
    const start = async () => {
      started += 1;
      return second.asWorker;
    };
    const restart = createRestart(client, start, () => client.update([first], "a"));
    restart();
    expect(started).toBe(0);
    worker.fail();
    client.update([first], "a");
    restart();
    restart();
    await nextTask();
    expect([started, second.sent]).toEqual([
      1,
      [
        { type: "modules", ...MODULES },
        { type: "update", version: 2, pieces: [first], first: "a" },
      ],
    ]);
    worker.report({ type: "problems", version: 2, problems: new Map() });
    second.report({ type: "problems", version: 2, problems: new Map([["a", []]]) });
    expect(found).toEqual([new Map([["a", []]])]);
  });

  it("is tried again if no other could be started", async () => {
    const { worker, client } = clientOf();
    worker.fail();
    let started = 0;
    const start = async () => {
      started += 1;
      if (started > 1) return new ScriptedWorker().asWorker;
      throw new Error("Offline.");
    };
    const restart = createRestart(client, start, () => undefined);
    restart();
    await nextTask();
    expect(client.isConnected).toBe(false);
    restart();
    await nextTask();
    expect(client.isConnected).toBe(true);
  });
});
