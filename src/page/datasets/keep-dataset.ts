import { type Dataset, downloadBytes } from "../../datasets/dataset.ts";
import { words } from "../../words/words.ts";
import { megabytes } from "./dataset-server.ts";
import { downloadFile, SILENCE, siteAddress } from "./download-file.ts";
import { errorName, type FileCache, type OpenedCache, openFileCache } from "./file-cache.ts";

export interface KeepOptions {
  /** The site's root, which contains `data/<name>/`. */
  readonly base: URL;
  /** False if only mirrors have it. */
  readonly isOnSite?: boolean;
  readonly signal: AbortSignal;
  /** Receives the bytes of the download so far, with what was there before. */
  readonly onProgress: (bytes: number) => void;
  readonly openCache?: () => Promise<OpenedCache>;
  readonly silence?: number;
}

/**
 * Downloads what is missing of a dataset into the browser's cache, from which `obtainDataset` reads it. After an abort or
 * an interruption the complete files stay, and the next call continues from there. If they don't fit, none is kept.
 * @throws {DatasetUnavailable}, an Error with a message for the reader if nothing can be stored, and the signal's reason.
 */
export async function keepDataset(dataset: Dataset, options: KeepOptions): Promise<void> {
  const { base, isOnSite = true, signal, onProgress, openCache = openFileCache, silence = SILENCE } = options;
  const cache = cacheOf(dataset, await openCache());
  const added: string[] = [];
  let before = 0;
  for (const file of dataset.files) {
    signal.throwIfAborted();
    const key = siteAddress(dataset, base, file);
    if ((await cache.match(key)) === undefined) {
      const onBytes = (bytes: number) => onProgress(before + bytes);
      const { verified } = await downloadFile(dataset, file, {
        base,
        hasSite: isOnSite,
        signal,
        silence,
        onBytes,
      });
      added.push(key);
      await cache.put(key, new Response(verified.received)).catch(async (error: unknown) => {
        await Promise.all(added.map((address) => cache.delete(address)));
        throw new Error(describeFull(dataset, error));
      });
    }
    before += file.gzip.bytes;
    onProgress(before);
  }
}

/** How much of a dataset the browser has stored, in bytes. */
export async function storedBytes(dataset: Dataset, base: URL, cache: FileCache): Promise<number> {
  const sizes = dataset.files.map(async (file) => {
    const saved = await cache.match(siteAddress(dataset, base, file));
    return saved === undefined ? 0 : (await saved.blob()).size;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Whether all files of a dataset are stored. */
export async function isStored(dataset: Dataset, base: URL, cache: FileCache): Promise<boolean> {
  const found = dataset.files.map((file) => cache.match(siteAddress(dataset, base, file)));
  return (await Promise.all(found)).every((saved) => saved !== undefined);
}

export async function removeDataset(dataset: Dataset, base: URL, cache: FileCache): Promise<void> {
  await Promise.all(dataset.files.map((file) => cache.delete(siteAddress(dataset, base, file))));
}

function cacheOf({ title }: Dataset, { cache, reason }: OpenedCache): FileCache {
  if (cache === null) throw new Error(words.datasets.cannotKeep(title, String(reason)));
  return cache;
}

function describeFull(dataset: Dataset, error: unknown): string {
  const { title } = dataset;
  const name = errorName(error);
  if (name !== "QuotaExceededError") return words.datasets.nothingKept(title, name);
  return words.datasets.full(title, megabytes(downloadBytes(dataset)));
}
