import type { Dataset, DatasetFile } from "../../datasets/dataset.ts";
import { words } from "../../words/words.ts";
import { fetchFile } from "./fetch-file.ts";
import { FileError } from "./file-fault.ts";
import type { Verified } from "./read-verified.ts";

/** Milliseconds without a byte after which a download is given up. */
export const SILENCE = 20_000;

/** The files cannot be loaded. `faults` has one entry per address tried. */
export class DatasetUnavailable extends Error {
  override readonly name = "DatasetUnavailable";
  readonly faults: readonly FileError[];

  constructor(dataset: Dataset, faults: readonly FileError[]) {
    super([words.datasets.notLoaded(dataset.title), ...faults.map((fault) => fault.message)].join("\n"));
    this.faults = faults;
  }
}

export interface DownloadOptions {
  /** The site's root, which contains `data/<name>/`. */
  readonly base: URL;
  /** False if there is no site: only mirrors are tried then. */
  readonly hasSite: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds without a byte after which a download is given up. */
  readonly silence: number;
  /** Receives the number of bytes of this file so far. */
  readonly onBytes: (bytes: number) => void;
}

export interface DownloadedFile {
  readonly verified: Verified;
  readonly origin: "site" | "mirror";
  /** What was wrong with the addresses that were tried before. */
  readonly faults: readonly FileError[];
}

/**
 * Downloads a file from the site or a mirror, whichever first has it, and verifies it.
 * @throws {DatasetUnavailable}, and the signal's reason when aborted.
 */
export async function downloadFile(
  dataset: Dataset,
  file: DatasetFile,
  { base, hasSite, signal, silence, onBytes }: DownloadOptions,
): Promise<DownloadedFile> {
  const faults: FileError[] = [];
  for (const { address, origin } of sources(dataset, file, hasSite ? base : null)) {
    try {
      return { verified: await fetchFile(file, address, signal, silence, onBytes), origin, faults };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      faults.push(error);
    }
  }
  throw new DatasetUnavailable(dataset, faults);
}

/** The address of the site's copy; also the key under which a verified file is cached. */
export function siteAddress(dataset: Dataset, base: URL, file: DatasetFile): string {
  return new URL(`data/${dataset.name}/${file.name}`, base).href;
}

function sources(
  dataset: Dataset,
  file: DatasetFile,
  site: URL | null,
): readonly { readonly address: string; readonly origin: "site" | "mirror" }[] {
  const mirrors = dataset.mirrors.map((mirror) => ({
    address: mirror + file.name,
    origin: "mirror" as const,
  }));
  return site === null
    ? mirrors
    : [{ address: siteAddress(dataset, site, file), origin: "site" as const }, ...mirrors];
}
