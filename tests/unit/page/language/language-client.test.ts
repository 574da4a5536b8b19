import { describe, expect, it } from "vitest";
import type { LanguageReport, LanguageRequest } from "../../../../src/language/messages.ts";
import type { Piece } from "../../../../src/language/piece.ts";
import { createClient, type Problems } from "../../../../src/page/language/language-client.ts";

/** A worker that does nothing by itself. */
class ScriptedWorker extends EventTarget {
  readonly sent: LanguageRequest[] = [];
  postMessage(request: LanguageRequest): void {
    this.sent.push(request);
  }
  report(data: LanguageReport): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

const first: Piece = { id: "a", source: "1", role: "cell" };
const edited: Piece = { id: "a", source: "2", role: "cell" };

function clientOf() {
  const worker = new ScriptedWorker();
  const found: Problems[] = [];
  const client = createClient(worker as unknown as Worker, (problems) => found.push(problems));
  return { worker, client, found };
}

describe("the client of the language service", () => {
  it("sends the code only if it has changed", () => {
    const { worker, client } = clientOf();
    client.update([first], "a");
    client.update([{ ...first }], "a");
    client.update([edited], "a");
    expect(worker.sent.map((request) => request.type === "update" && request.version)).toEqual([1, 2]);
    expect([client.has([edited]), client.has([first])]).toEqual([true, false]);
  });

  it("drops the problems of an earlier version", () => {
    const { worker, client, found } = clientOf();
    client.update([first], null);
    client.update([edited], null);
    worker.report({ type: "problems", version: 1, problems: { a: [] } });
    expect(found).toEqual([]);
    worker.report({ type: "problems", version: 2, problems: { a: [] } });
    expect(found).toEqual([{ a: [] }]);
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
