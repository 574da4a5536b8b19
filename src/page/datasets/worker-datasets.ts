import { assertNever } from "../../protocol/assert-never.ts";
import type { DatasetServer, ServedDataset } from "./dataset-server.ts";
import type { DatasetReport, DatasetRequest } from "./dataset-worker.ts";

/** The worker could not be started; there may be no such file, or the browser starts none for this page. */
class NoWorker extends Error {
  override readonly name = "NoWorker";
}

/**
 * Serves datasets from a worker of their own, so that the page stays responsive. Where no worker starts, as in a page
 * opened as a file, the page itself does the work.
 */
export function workerDatasets(root: URL, start: () => Worker = startWorker): DatasetServer {
  return async (name, options) => {
    try {
      return await ask(start, { name, root: root.href }, options);
    } catch (error) {
      if (!(error instanceof NoWorker)) throw error;
    }
    const { siteDatasets } = await import("./serve-dataset.ts");
    return siteDatasets(root)(name, options);
  };
}

function startWorker(): Worker {
  return new Worker(new URL("./dataset-worker.ts", import.meta.url), { type: "module" });
}

type Options = Parameters<DatasetServer>[1];

/** @throws {NoWorker}, an Error with a message for the student, or the signal's reason when aborted. */
async function ask(start: () => Worker, request: DatasetRequest, options: Options): Promise<ServedDataset> {
  options.signal.throwIfAborted();
  const worker = started(start);
  let abort = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      let isRunning = false;
      abort = () => reject(options.signal.reason);
      options.signal.addEventListener("abort", abort);
      worker.addEventListener("message", ({ data }: MessageEvent<DatasetReport>) => {
        isRunning = true;
        receive(data, options, resolve, reject);
      });
      worker.addEventListener("error", ({ message }) =>
        reject(isRunning ? new Error(`The dataset could not be loaded: ${message}`) : new NoWorker()),
      );
      worker.postMessage(request);
    });
  } finally {
    options.signal.removeEventListener("abort", abort);
    worker.terminate();
  }
}

function started(start: () => Worker): Worker {
  try {
    return start();
  } catch {
    throw new NoWorker();
  }
}

function receive(
  report: DatasetReport,
  { onProgress }: Options,
  resolve: (served: ServedDataset) => void,
  reject: (error: Error) => void,
): void {
  switch (report.type) {
    case "progress":
      onProgress(report.progress);
      return;
    case "served":
      resolve(report.served);
      return;
    case "failed":
      reject(new Error(report.message));
      return;
    default:
      assertNever(report);
  }
}
