import type { Dataset, DatasetFile } from "../../datasets/dataset.ts";
import { downloadBytes } from "../../datasets/dataset.ts";
import { drawStandIn } from "./draw-stand-in.ts";
import { fetchFile } from "./fetch-file.ts";
import { errorName, type FileCache, type OpenedCache, openFileCache } from "./file-cache.ts";
import { FileError } from "./file-fault.ts";
import { readVerified, type Verified } from "./read-verified.ts";

/** `done` of `total`: bytes of the download, or for `drawing` shares of 1. */
export interface DatasetProgress {
  readonly step: "reading" | "fetching" | "drawing";
  readonly done: number;
  readonly total: number;
}

export interface ObtainOptions {
  /** The site's root, under which `data/<name>/` lies. */
  readonly base: URL;
  readonly onProgress?: (progress: DatasetProgress) => void;
  readonly signal?: AbortSignal;
  readonly openCache?: () => Promise<OpenedCache>;
  /** Milliseconds without a byte after which a download is given up. */
  readonly silence?: number;
}

export interface ObtainedDataset {
  /** Decompressed, in the order of `dataset.files`, as `dataset.decode` takes them. */
  readonly files: readonly ArrayBuffer[];
  /** The furthest place that any file came from. */
  readonly origin: Origin;
  /** What the reader should know, in whole sentences: what was wrong with a source, or that nothing could be kept. */
  readonly notes: readonly string[];
}

type Origin = "cache" | "site" | "mirror" | "stand-in";
const NEAR_TO_FAR = ["cache", "site", "mirror", "stand-in"] as const satisfies readonly Origin[];

/** Neither the files nor a stand-in can be had; `faults` says why, an entry for each address that was tried. */
export class DatasetUnavailable extends Error {
  override readonly name = "DatasetUnavailable";
  readonly faults: readonly FileError[];

  constructor(dataset: Dataset, faults: readonly FileError[]) {
    super([`${dataset.title} cannot be had.`, ...faults.map((fault) => fault.message)].join("\n"));
    this.faults = faults;
  }
}

/** What the steps below share. */
interface Errand {
  readonly dataset: Dataset;
  readonly base: URL;
  readonly cache: FileCache | null;
  readonly signal: AbortSignal;
  readonly silence: number;
  readonly note: (text: string) => void;
  readonly onProgress: (progress: DatasetProgress) => void;
}

/**
 * Gets a dataset's files: kept ones, else the site's copy, else a mirror's, each checked before it is used; where one file
 * cannot be had, the built-in stand-in for all of them. Call it again to try again: nothing that was wrong is kept.
 * @throws {DatasetUnavailable} for a dataset without a stand-in, and the signal's reason when aborted.
 */
export async function obtainDataset(dataset: Dataset, options: ObtainOptions): Promise<ObtainedDataset> {
  const { openCache = openFileCache, signal = new AbortController().signal } = options;
  const { onProgress = () => {}, silence = 20_000 } = options;
  const notes = new Set<string>();
  const opened = await openCache();
  const note = (text: string) => notes.add(text);
  if (opened.reason !== null) note(notKept(dataset, opened.reason));
  const errand: Errand = {
    dataset,
    base: options.base,
    cache: opened.cache,
    signal,
    silence,
    note,
    onProgress,
  };
  const obtained = await real(errand).catch((error: unknown) => standIn(errand, error));
  return { ...obtained, notes: [...notes] };
}

type Obtained = Omit<ObtainedDataset, "notes">;

async function real(errand: Errand): Promise<Obtained> {
  const files: ArrayBuffer[] = [];
  let origin: Origin = "cache";
  let before = 0;
  for (const file of errand.dataset.files) {
    errand.signal.throwIfAborted();
    const found = (await fromCache(errand, file, before)) ?? (await fromNetwork(errand, file, before));
    files.push(found.decompressed);
    origin = further(origin, found.origin);
    before += file.gzip.bytes;
  }
  return { files, origin };
}

async function standIn(errand: Errand, error: unknown): Promise<Obtained> {
  if (!(error instanceof DatasetUnavailable) || errand.dataset.drawStandIn === null) throw error;
  for (const fault of error.faults) errand.note(fault.message);
  const report = (done: number) => errand.onProgress({ step: "drawing", done, total: 1 });
  const files = await drawStandIn(errand.dataset.drawStandIn, errand.signal, report);
  return { files, origin: "stand-in" };
}

type Found = { readonly decompressed: ArrayBuffer; readonly origin: Origin };

/** The kept copy; null where there is none or it is not right, and then it is no longer kept. */
async function fromCache(errand: Errand, file: DatasetFile, before: number): Promise<Found | null> {
  const { cache } = errand;
  if (cache === null) return null;
  const key = siteAddress(errand, file);
  try {
    const kept = await cache.match(key);
    if (kept === undefined) return null;
    if (kept.body !== null) {
      const arriving = { address: "the browser's storage", body: kept.body };
      const { decompressed } = await readVerified(arriving, file, report(errand, "reading", before));
      return { decompressed, origin: "cache" };
    }
  } catch (error) {
    const reason = error instanceof FileError ? "its contents have changed" : errorName(error);
    errand.note(`The kept copy of ${file.name} could not be used (${reason}); it is fetched again.`);
  }
  await cache.delete(key).catch(() => {});
  return null;
}

async function fromNetwork(errand: Errand, file: DatasetFile, before: number): Promise<Found> {
  const faults: FileError[] = [];
  for (const { address, origin } of sources(errand, file)) {
    try {
      const progress = report(errand, "fetching", before);
      const verified = await fetchFile(file, address, errand.signal, errand.silence, progress);
      for (const fault of faults.filter(isSurprise)) errand.note(fault.message);
      await keep(errand, file, verified);
      return { decompressed: verified.decompressed, origin };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      faults.push(error);
    }
  }
  throw new DatasetUnavailable(errand.dataset, faults);
}

/** That a site has no copy of its own is nothing to tell a reader whom a mirror has served. */
function isSurprise({ fault }: FileError): boolean {
  return !(fault.kind === "status" && fault.status === 404);
}

async function keep(errand: Errand, file: DatasetFile, verified: Verified): Promise<void> {
  try {
    await errand.cache?.put(siteAddress(errand, file), new Response(verified.received));
  } catch (error) {
    errand.note(notKept(errand.dataset, errorName(error)));
  }
}

function sources({ dataset, base }: Errand, file: DatasetFile): { address: string; origin: Origin }[] {
  const site = { address: siteAddress({ dataset, base }, file), origin: "site" as const };
  return [
    site,
    ...dataset.mirrors.map((mirror) => ({ address: mirror + file.name, origin: "mirror" as const })),
  ];
}

/** Where the site has its copy; also the key under which a verified file is kept. */
function siteAddress({ dataset, base }: Pick<Errand, "dataset" | "base">, file: DatasetFile): string {
  return new URL(`data/${dataset.name}/${file.name}`, base).href;
}

function report({ dataset, onProgress }: Errand, step: "reading" | "fetching", before: number) {
  const total = downloadBytes(dataset);
  return (bytes: number) => onProgress({ step, done: before + bytes, total });
}

function further(one: Origin, other: Origin): Origin {
  return NEAR_TO_FAR.indexOf(one) > NEAR_TO_FAR.indexOf(other) ? one : other;
}

function notKept(dataset: Dataset, reason: string): string {
  return `${dataset.title} cannot be kept in the browser's storage (${reason}); the next visit fetches it again.`;
}
