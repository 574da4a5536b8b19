import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { createCell, emptyCell, type NotebookCell } from "../../../../src/page/notebook/notebook-cell.ts";
import { Queue, type RunRequest } from "../../../../src/page/notebook/queue.ts";
import { cellId } from "./scripted-host.ts";

const cell = (id: string): NotebookCell => createCell(emptyCell(cellId(id)), signal(new Set()));

const request = (...needs: string[]): RunRequest => ({
  target: { type: "all" },
  awaits: "turn",
  needs: new Set(needs.map(cellId)),
  startedAt: 0,
});

describe("the queue", () => {
  it("gives the cells in the order in which they were added, and they are queued until they begin", () => {
    const queue = new Queue();
    const [a, b] = [cell("a"), cell("b")];
    const both = request();
    queue.add(a, both);
    queue.add(b, both);
    expect([a.status.value, b.status.value]).toEqual(["queued", "queued"]);
    expect(queue.take()?.cell).toBe(a);
    expect(a.status.value).toBe("queued");
    expect(queue.holds(both)).toBe(true);
    expect(queue.take()?.cell).toBe(b);
    expect([queue.isEmpty, queue.holds(both), queue.take()]).toEqual([true, false, undefined]);
  });

  it("keeps those that wait for the page, and cancels them like others", () => {
    const queue = new Queue();
    const [a, b] = [cell("a"), cell("b")];
    queue.add(a, { ...request(), awaits: "page" });
    expect([queue.isEmpty, queue.take()]).toEqual([true, undefined]);
    queue.add(b, request());
    expect([queue.isEmpty, queue.take()?.cell]).toEqual([false, b]);
    expect(a.status.value).toBe("queued");
    queue.cancelFor(a);
    expect(a.status.value).toBe("idle");
  });

  it("gives cancelled cells the status that they had, and the reason", () => {
    const queue = new Queue();
    const [a, b] = [cell("a"), cell("b")];
    for (const each of [a, b]) queue.add(each, request());
    queue.cancel((job) => job.cell === b, { because: a.id, outcome: "failed" });
    expect(b.state.value).toEqual({ type: "idle", skipped: { because: "a", outcome: "failed" } });
    expect(queue.take()?.cell).toBe(a);
    expect(queue.isEmpty).toBe(true);
  });

  it("cancels every request that runs a cell or needs it, and no other", () => {
    const queue = new Queue();
    const [a, b, c, d] = [cell("a"), cell("b"), cell("c"), cell("d")];
    const withA = request();
    queue.add(a, withA);
    queue.add(b, withA);
    queue.add(c, request("a"));
    queue.add(d, request("b"));
    queue.cancelFor(a);
    expect([a, b, c, d].map(({ status }) => status.value)).toEqual(["idle", "idle", "idle", "queued"]);
  });
});
