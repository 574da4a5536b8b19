import type { Dataset, DatasetFile } from "../../datasets/dataset.ts";
import { downloadBytes } from "../../datasets/dataset.ts";
import { errorMessage } from "../../protocol/error-message.ts";
import { words } from "../../words/words.ts";
import { DatasetUnavailable, downloadFile, SILENCE, siteAddress } from "./download-file.ts";
import { drawSynthetic } from "./draw-synthetic.ts";
import { errorName, type FileCache, type OpenedCache, openFileCache } from "./file-cache.ts";
import { FileError } from "./file-fault.ts";
import { readVerified, type Verified } from "./read-verified.ts";

/** `done` of `total`: bytes of the download, or while `drawing` a fraction of 1. */
export interface ObtainProgress {
  readonly phase: "reading" | "fetching" | "drawing";
  readonly done: number;
  readonly total: number;
}

export interface ObtainOptions {
  /** The site's root, which contains `data/<name>/`. */
  readonly base: URL;
  /** False if only mirrors have the dataset. */
  readonly isOnSite?: boolean;
  /** Where the files are on this machine; a site's address is not tried then. */
  readonly local?: LocalFiles | null;
  readonly onProgress?: (progress: ObtainProgress) => void;
  readonly signal?: AbortSignal;
  readonly openCache?: () => Promise<OpenedCache>;
  /** Milliseconds without a byte after which a download is given up. */
  readonly silence?: number;
}

/** Files that need no network: in the page itself, or chosen by the reader. */
export interface LocalFiles {
  /** Where they are, as in "a damaged copy in this file". */
  readonly location: string;
  /** The file, gzipped or decompressed; null if it is not there. */
  open(file: DatasetFile): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null>;
}

export interface ObtainedDataset {
  /** Decompressed, in the order of `dataset.files`, as `dataset.decode` takes them. */
  readonly files: readonly ArrayBuffer[];
  /** The most distant source that any file came from. */
  readonly origin: Origin;
  /** What the reader should know, in whole sentences: what was wrong with a source, or that nothing could be saved. */
  readonly notes: readonly string[];
}

type Origin = "local" | "cache" | "site" | "mirror" | "synthetic";
const NEAR_TO_FAR = ["local", "cache", "site", "mirror", "synthetic"] as const satisfies readonly Origin[];

/** What the functions below share. */
interface DatasetRequest {
  readonly dataset: Dataset;
  readonly base: URL;
  readonly hasSite: boolean;
  readonly local: LocalFiles | null;
  readonly cache: FileCache | null;
  readonly signal: AbortSignal;
  readonly silence: number;
  readonly note: (text: string) => void;
  readonly onProgress: (progress: ObtainProgress) => void;
}

/**
 * Loads a dataset's files from this machine, the browser's cache, the site or a mirror, in this order, and verifies each
 * one before use. If any file cannot be loaded, the synthetic dataset replaces all of them. Nothing invalid is saved, so the call
 * can be repeated.
 * @throws {DatasetUnavailable} if there is no synthetic version, and the signal's reason when aborted.
 */
export async function obtainDataset(dataset: Dataset, options: ObtainOptions): Promise<ObtainedDataset> {
  const { openCache = openFileCache, signal = new AbortController().signal } = options;
  const { onProgress = () => {}, silence = SILENCE } = options;
  const notes = new Set<string>();
  const opened = await openCache();
  const note = (text: string) => notes.add(text);
  if (opened.reason !== null && dataset.files.length > 0) note(notSaved(dataset, opened.reason));
  const request: DatasetRequest = {
    dataset,
    base: options.base,
    hasSite: (options.local ?? null) === null && (options.isOnSite ?? true),
    local: options.local ?? null,
    cache: opened.cache,
    signal,
    silence,
    note,
    onProgress,
  };
  const obtained = await loadReal(request).catch((error: unknown) => replaceBySynthetic(request, error));
  return { ...obtained, notes: [...notes] };
}

type Obtained = Omit<ObtainedDataset, "notes">;

async function loadReal(request: DatasetRequest): Promise<Obtained> {
  const files: ArrayBuffer[] = [];
  let origin: Origin = "local";
  let before = 0;
  for (const file of request.dataset.files) {
    request.signal.throwIfAborted();
    const found =
      (await fromLocal(request, file, before)) ??
      (await fromCache(request, file, before)) ??
      (await fromNetwork(request, file, before));
    files.push(found.decompressed);
    origin = moreDistant(origin, found.origin);
    before += file.gzip.bytes;
  }
  return { files, origin };
}

async function replaceBySynthetic(request: DatasetRequest, error: unknown): Promise<Obtained> {
  if (!(error instanceof DatasetUnavailable) || request.dataset.synthetic === null) throw error;
  for (const fault of error.faults) request.note(fault.message);
  const report = (done: number) => request.onProgress({ phase: "drawing", done, total: 1 });
  const files = await drawSynthetic(request.dataset.synthetic, request.signal, report);
  return { files, origin: "synthetic" };
}

type Found = { readonly decompressed: ArrayBuffer; readonly origin: Origin };

/** The file on this machine; null if it is not there, or is not what it should be. */
async function fromLocal(request: DatasetRequest, file: DatasetFile, before: number): Promise<Found | null> {
  const { local } = request;
  try {
    const body = (await local?.open(file)) ?? null;
    if (local === null || body === null) return null;
    const verified = await readVerified(
      { address: local.location, body },
      file,
      report(request, "reading", before),
    );
    await save(request, file, verified);
    return { decompressed: verified.decompressed, origin: "local" };
  } catch (error) {
    request.signal.throwIfAborted();
    request.note(errorMessage(error));
    return null;
  }
}

/** The saved copy; null if there is none. An invalid copy is deleted. */
async function fromCache(request: DatasetRequest, file: DatasetFile, before: number): Promise<Found | null> {
  const { cache } = request;
  if (cache === null) return null;
  const key = siteAddress(request.dataset, request.base, file);
  try {
    const saved = await cache.match(key);
    if (saved === undefined) return null;
    if (saved.body !== null) {
      const arriving = { address: words.datasets.storage, body: saved.body };
      const { decompressed } = await readVerified(arriving, file, report(request, "reading", before));
      return { decompressed, origin: "cache" };
    }
  } catch (error) {
    const reason = error instanceof FileError ? words.datasets.contentsChanged : errorName(error);
    request.note(words.datasets.notUsed(file.name, reason));
  }
  await cache.delete(key).catch(() => {});
  return null;
}

async function fromNetwork(request: DatasetRequest, file: DatasetFile, before: number): Promise<Found> {
  const { dataset, base, hasSite, signal, silence } = request;
  const onBytes = report(request, "fetching", before);
  const options = { base, hasSite, signal, silence, onBytes };
  const { verified, origin, faults } = await downloadFile(dataset, file, options);
  for (const fault of faults.filter(isUnexpected)) request.note(fault.message);
  await save(request, file, verified);
  return { decompressed: verified.decompressed, origin };
}

/** A 404 from the site is expected when a mirror has the file; it is not reported. */
function isUnexpected({ fault }: FileError): boolean {
  return !(fault.type === "status" && fault.status === 404);
}

async function save(request: DatasetRequest, file: DatasetFile, verified: Verified): Promise<void> {
  try {
    await request.cache?.put(
      siteAddress(request.dataset, request.base, file),
      new Response(verified.received),
    );
  } catch (error) {
    request.note(notSaved(request.dataset, errorName(error)));
  }
}

function report({ dataset, onProgress }: DatasetRequest, phase: "reading" | "fetching", before: number) {
  const total = downloadBytes(dataset);
  return (bytes: number) => onProgress({ phase, done: before + bytes, total });
}

function moreDistant(one: Origin, other: Origin): Origin {
  return NEAR_TO_FAR.indexOf(one) > NEAR_TO_FAR.indexOf(other) ? one : other;
}

function notSaved(dataset: Dataset, reason: string): string {
  return words.datasets.notSaved(dataset.title, reason);
}
