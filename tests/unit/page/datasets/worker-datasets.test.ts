import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { DatasetReport } from "../../../../src/page/datasets/dataset-worker.ts";
import { workerDatasets } from "../../../../src/page/datasets/worker-datasets.ts";
import { DatasetName } from "../../../../src/protocol/ids.ts";

const root = new URL("https://lectern.test/course/");
const name = v.parse(DatasetName, "fashion-mnist");

/** A worker that the test controls. */
class ScriptedWorker extends EventTarget {
  readonly requests: unknown[] = [];
  isEnded = false;

  postMessage(request: unknown): void {
    this.requests.push(request);
  }
  terminate(): void {
    this.isEnded = true;
  }
  report(data: DatasetReport): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

function open(asked = name) {
  const worker = new ScriptedWorker();
  const controller = new AbortController();
  const messages: string[] = [];
  let starts = 0;
  const serve = workerDatasets(root, undefined, () => {
    starts += 1;
    if (starts > 1) throw new Error("Offline, its script cannot be loaded again.");
    return worker as unknown as Worker;
  });
  const ask = () =>
    serve(asked, { signal: controller.signal, onProgress: ({ message }) => messages.push(message) });
  return { worker, controller, messages, ask, served: ask() };
}

describe("a dataset from the worker", () => {
  it("is asked for by name and site; its progress is reported, and the worker stays for the next one", async () => {
    const { worker, messages, ask, served } = open();
    expect(worker.requests).toEqual([
      { type: "load", name, root: root.href, isOnSite: true, language: "en" },
    ]);
    worker.report({ type: "progress", progress: { message: "Downloading", loaded: 1, total: 2 } });
    const result = { files: [new ArrayBuffer(3)], synthetic: false, notes: [], summary: "There it is" };
    worker.report({ type: "served", served: result });
    expect(await served).toEqual(result);
    expect(messages).toEqual(["Downloading"]);
    expect(worker.isEnded).toBe(false);
    const again = ask();
    expect(worker.requests).toHaveLength(2);
    worker.report({ type: "served", served: result });
    expect(await again).toEqual(result);
  });

  it("that cannot be loaded rejects with the reason", async () => {
    const { worker, served } = open();
    worker.report({ type: "failed", message: "No connection." });
    await expect(served).rejects.toThrow("No connection.");
  });

  it("is given up when the caller aborts", async () => {
    const { worker, controller, served } = open();
    controller.abort(new Error("restarted"));
    await expect(served).rejects.toThrow("restarted");
    expect(worker.isEnded).toBe(true);
  });
});

describe("without a worker the page loads the dataset itself", () => {
  const missing = v.parse(DatasetName, "missing");
  const itself = 'There is no dataset "missing".';

  it("if the browser starts none", async () => {
    const serve = workerDatasets(root, undefined, () => {
      throw new DOMException("not from a file", "SecurityError");
    });
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    await expect(serve(missing, options)).rejects.toThrow(itself);
  });

  it("if its script cannot be loaded", async () => {
    const { worker, served } = open(missing);
    worker.dispatchEvent(new Event("error"));
    await expect(served).rejects.toThrow(itself);
  });
});
