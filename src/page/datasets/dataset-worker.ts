import { errorMessage } from "../../protocol/error-message.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import type { DatasetProgress, ServedDataset } from "./dataset-server.ts";
import { siteDatasets } from "./serve-dataset.ts";

/*
 * The worker that downloads, verifies and decodes datasets, one at a time: on the page's own thread, decompressing and digesting
 * 55 MB would block scrolling and typing for half a second.
 */

/** From the page: which dataset to load, and where the site is. */
export interface DatasetRequest {
  readonly name: DatasetName;
  readonly root: string;
}

/** To the page. `served` transfers the files, and so is free of charge. */
export type DatasetReport =
  | { readonly type: "progress"; readonly progress: DatasetProgress }
  | { readonly type: "served"; readonly served: ServedDataset }
  | { readonly type: "failed"; readonly message: string };

addEventListener("message", ({ data }: MessageEvent<DatasetRequest>) => void serve(data));

async function serve({ name, root }: DatasetRequest): Promise<void> {
  try {
    const served = await siteDatasets(new URL(root))(name, {
      // The page ends the worker to abort.
      signal: new AbortController().signal,
      onProgress: (progress) => report({ type: "progress", progress }),
    });
    report({ type: "served", served }, served.files);
  } catch (error) {
    report({ type: "failed", message: errorMessage(error) });
  }
}

function report(message: DatasetReport, transfer: readonly ArrayBuffer[] = []): void {
  postMessage(message, { transfer: [...transfer] });
}
