import type { Command } from "../../protocol/command.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import type { DatasetName } from "../../protocol/ids.ts";
import { megabytes as inEnglish } from "../../protocol/megabytes.ts";
import type { Output } from "../../protocol/output.ts";
import { decimalMark, words } from "../../words/words.ts";

/** The progress of a download. `message` describes it to the reader. */
export interface DatasetProgress {
  readonly message: string;
  /** In bytes. */
  readonly loaded: number;
  /** In bytes; null if unknown. */
  readonly total: number | null;
}

/** A loaded dataset. `synthetic` if it replaces the real one; `perClass` is the number of images per class if it was reduced; `notes` for the reader (where it came from, and why). */
export interface ServedDataset {
  readonly files: readonly ArrayBuffer[];
  readonly synthetic: boolean;
  readonly perClass?: number;
  readonly notes: readonly string[];
  /** What replaces the progress bar when the dataset is loaded. */
  readonly summary: string;
}

export interface DatasetOptions {
  readonly onProgress: (progress: DatasetProgress) => void;
  readonly signal: AbortSignal;
}

/** Loads a dataset; rejects with a message for the reader. */
export type DatasetServer = (name: DatasetName, options: DatasetOptions) => Promise<ServedDataset>;

/** Downloads a dataset into the browser's cache; rejects with a message for the reader. */
export type DatasetKeeper = (name: DatasetName, options: DatasetOptions) => Promise<void>;

/** Answers the runtime's request for a dataset, showing the download as outputs of the cell that waits for it. */
export async function serveNeed(
  name: DatasetName,
  serve: DatasetServer,
  signal: AbortSignal,
  show: (output: Output) => void,
): Promise<Extract<Command, { type: "dataset" | "dataset-failed" }>> {
  try {
    const served = await serve(name, {
      signal,
      onProgress: (progress) => show(progressOutput(name, progress)),
    });
    show({ type: "progress", key: keyOf(name), label: served.summary, value: 1, total: 1, detail: "" });
    for (const note of served.notes) {
      show({ type: "text", stream: served.synthetic ? "warn" : "info", text: note });
    }
    const { files, synthetic, perClass } = served;
    return { type: "dataset", name, files, synthetic, ...(perClass === undefined ? {} : { perClass }) };
  } catch (error) {
    return { type: "dataset-failed", name, message: errorMessage(error) };
  }
}

function progressOutput(name: DatasetName, { message, loaded, total }: DatasetProgress): Output {
  return {
    type: "progress",
    key: keyOf(name),
    label: message,
    value: loaded,
    total: total ?? 0,
    detail: total === null ? megabytes(loaded) : words.counts.shown(megabytes(loaded), megabytes(total)),
  };
}

function keyOf(name: DatasetName): string {
  return `dataset-${name}`;
}

/** A number of bytes as readers see it: "30.9 MB". */
export function megabytes(bytes: number): string {
  return inEnglish(bytes).replace(".", decimalMark);
}
