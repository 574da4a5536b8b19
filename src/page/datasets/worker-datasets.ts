import { words } from "../../words/words.ts";
import type { DatasetKeeper, DatasetOptions, DatasetServer, ServedDataset } from "./dataset-server.ts";
import type { DatasetReport, DatasetRequest } from "./dataset-worker.ts";

/** The worker could not be started; there may be no such file, or the browser starts none for this page. */
class NoWorker extends Error {
  override readonly name = "NoWorker";
}

type IsOnSite = (dataset: string) => boolean;

const EVERYTHING: IsOnSite = () => true;

/**
 * Serves datasets from a worker of their own, so that the page stays responsive. Where no worker starts, as in a page
 * opened as a file, the page itself does the work.
 * @param isOnSite whether the site has a dataset; if not, only mirrors are asked for it.
 */
export function workerDatasets(
  root: URL,
  isOnSite: IsOnSite = EVERYTHING,
  start: () => Worker = startWorker,
): DatasetServer {
  /** A worker that has answered stays for the next dataset, since offline its script could not be loaded again. */
  let idle: Worker | null = null;
  const take = (): Worker => {
    const worker = idle ?? started(start);
    idle = null;
    return worker;
  };
  return async (name, options) => {
    try {
      options.signal.throwIfAborted();
      const worker = take();
      const answer = await ask(
        worker,
        { type: "load", name, root: root.href, isOnSite: isOnSite(name), language: words.language },
        options,
      );
      idle = worker;
      return servedBy(answer);
    } catch (error) {
      if (!(error instanceof NoWorker)) throw error;
    }
    return (await loadInPage()).siteDatasets(root, isOnSite(name))(name, options);
  };
}

/** Keeps datasets for later, each in a worker that ends with it. */
export function workerKeeper(
  root: URL,
  isOnSite: IsOnSite = EVERYTHING,
  start: () => Worker = startWorker,
): DatasetKeeper {
  return async (name, options) => {
    try {
      options.signal.throwIfAborted();
      const worker = started(start);
      const answer = await ask(
        worker,
        { type: "keep", name, root: root.href, isOnSite: isOnSite(name), language: words.language },
        options,
      );
      worker.terminate();
      if (answer.type === "failed") throw new Error(answer.message);
      return;
    } catch (error) {
      if (!(error instanceof NoWorker)) throw error;
    }
    await (await loadInPage()).siteKeeper(root, isOnSite(name))(name, options);
  };
}

function servedBy(answer: Answer): ServedDataset {
  if (answer.type === "served") return answer.served;
  throw new Error(answer.type === "failed" ? answer.message : words.datasets.otherAnswer);
}

async function loadInPage() {
  try {
    return await import("./serve-dataset.ts");
  } catch {
    throw new Error(words.datasets.siteUnreachable);
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./dataset-worker.ts", import.meta.url), { type: "module" });
}

type Answer = Exclude<DatasetReport, { type: "progress" }>;

/**
 * Ends the worker unless it answers.
 * @throws {NoWorker}, an Error if the worker crashed, or the signal's reason when aborted.
 */
async function ask(worker: Worker, request: DatasetRequest, options: DatasetOptions): Promise<Answer> {
  const listening = new AbortController();
  const { signal } = listening;
  try {
    return await new Promise((resolve, reject) => {
      let isRunning = false;
      const receiveReport = ({ data }: MessageEvent<DatasetReport>): void => {
        isRunning = true;
        if (data.type === "progress") options.onProgress(data.progress);
        else resolve(data);
      };
      const fail = ({ message }: ErrorEvent): void =>
        reject(isRunning ? new Error(words.datasets.loadFailed(message)) : new NoWorker());
      options.signal.addEventListener("abort", () => reject(options.signal.reason), { signal });
      worker.addEventListener("message", receiveReport, { signal });
      worker.addEventListener("error", fail, { signal });
      worker.postMessage(request);
    });
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    listening.abort();
  }
}

function started(start: () => Worker): Worker {
  try {
    return start();
  } catch {
    throw new NoWorker();
  }
}
