import { errorMessage } from "../../protocol/error-message.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { speakIn } from "../../words/speak-in.ts";
import type { DatasetOptions, DatasetProgress, ServedDataset } from "./dataset-server.ts";
import { siteDatasets, siteKeeper } from "./serve-dataset.ts";

/*
 * The worker that downloads, verifies and decodes datasets, one at a time: on the page's own thread, decompressing and digesting
 * 55 MB would block scrolling and typing for half a second.
 */

/** From the page: which dataset to load, or to keep for later, and where the site is. */
export interface DatasetRequest {
  readonly type: "load" | "keep";
  readonly name: DatasetName;
  readonly root: string;
  /** Whether the site has it; if not, only mirrors are asked. */
  readonly isOnSite: boolean;
  /** The language of the page. */
  readonly language: string;
}

/** To the page. `served` transfers the files, and so is free of charge. */
export type DatasetReport =
  | { readonly type: "progress"; readonly progress: DatasetProgress }
  | { readonly type: "served"; readonly served: ServedDataset }
  | { readonly type: "kept" }
  | { readonly type: "failed"; readonly message: string };

addEventListener("message", ({ data }: MessageEvent<DatasetRequest>) => void serve(data));

async function serve({ type, name, root, isOnSite, language }: DatasetRequest): Promise<void> {
  await speakIn(language);
  const options: DatasetOptions = {
    // The page ends the worker to abort.
    signal: new AbortController().signal,
    onProgress: (progress) => report({ type: "progress", progress }),
  };
  try {
    if (type === "keep") {
      await siteKeeper(new URL(root), isOnSite)(name, options);
      report({ type: "kept" });
      return;
    }
    const served = await siteDatasets(new URL(root), isOnSite)(name, options);
    report({ type: "served", served }, served.files);
  } catch (error) {
    report({ type: "failed", message: errorMessage(error) });
  }
}

function report(message: DatasetReport, transfer: readonly ArrayBuffer[] = []): void {
  postMessage(message, { transfer: [...transfer] });
}
