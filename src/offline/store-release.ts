import { type Release, releaseBytes, type SiteFile, type StoreFault } from "../protocol/offline.ts";
import type { StoredFiles } from "./stored-files.ts";

/** Files that are fetched at the same time. */
const AT_ONCE = 6;

/** Headers that describe the body as it was sent, which is stored decoded. */
const TRANSFER_HEADERS = ["content-encoding", "content-length", "transfer-encoding", "vary"];

/** Thrown if a release cannot be stored. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly fault: StoreFault;

  constructor(fault: StoreFault) {
    super(fault.type);
    this.fault = fault;
  }
}

export interface StoreOptions {
  readonly scope: URL;
  readonly store: StoredFiles;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** In bytes; files that were stored already count as done. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches every file of the release that is not stored yet, verifies and stores it. What is stored stays if this fails,
 * so that the next attempt continues from there; unless the storage is full, which it should not remain, or the reader
 * has cancelled, who could not remove it.
 * @throws {StoreError}
 */
export async function storeRelease(release: Release, options: StoreOptions): Promise<void> {
  const { store, onProgress } = options;
  const total = releaseBytes(release);
  const added: SiteFile[] = [];
  let done = 0;
  try {
    await inParallel(release.files, AT_ONCE, async (file) => {
      throwIfCancelled(options.signal);
      if (!(await store.has(file))) {
        await store.write(file, await fetchVerified(file, options));
        added.push(file);
      }
      done += file.bytes;
      onProgress(done, total);
    });
    throwIfCancelled(options.signal);
    // A release without files has nothing to be found, and ends the worker even if the storage is full.
    if (release.files.length > 0) await store.addRelease(release);
  } catch (error) {
    const fault = faultOf(error, total);
    if (fault.type === "full" || fault.type === "cancelled")
      await Promise.all(added.map((file) => store.delete(file)));
    throw new StoreError(fault);
  }
}

function faultOf(error: unknown, bytes: number): StoreFault {
  if (error instanceof StoreError) return error.fault;
  const name = error instanceof Error ? error.name : String(error);
  return name === "QuotaExceededError" ? { type: "full", bytes } : { type: "storage", message: name };
}

/** From the browser's HTTP cache if that has the right contents, otherwise from the server. */
async function fetchVerified(file: SiteFile, options: StoreOptions): Promise<Response> {
  for (const cache of ["default", "reload"] as const) {
    const response = await fetchFile(file, options, cache);
    const content = await response.arrayBuffer().catch(() => {
      throw new StoreError(interruption(file.path, options.signal));
    });
    if ((await sha256(content)) !== file.sha256) continue;
    // Not freed: WebKit's response reads the buffer only when it is stored.
    return new Response(content, { headers: headersOf(response) });
  }
  throw new StoreError({ type: "changed", path: file.path });
}

async function fetchFile(
  { path }: SiteFile,
  { scope, fetch, signal }: StoreOptions,
  cache: RequestCache,
): Promise<Response> {
  // Low priority: what the reader is looking at comes first.
  const init: RequestInit = { cache, credentials: "same-origin", priority: "low", signal };
  const response = await fetch(new URL(path, scope).href, init).catch(() => {
    throw new StoreError(interruption(path, signal));
  });
  if (!response.ok) throw new StoreError({ type: "status", path, status: response.status });
  return response;
}

function throwIfCancelled({ aborted }: AbortSignal): void {
  if (aborted) throw new StoreError({ type: "cancelled" });
}

function interruption(path: string, { aborted }: AbortSignal): StoreFault {
  return aborted ? { type: "cancelled" } : { type: "unreachable", path };
}

function headersOf(response: Response): Headers {
  const headers = new Headers(response.headers);
  for (const name of TRANSFER_HEADERS) headers.delete(name);
  return headers;
}

async function sha256(content: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Does the work for each item, `count` at a time. After a failure no further item is begun. */
async function inParallel<Item>(
  items: readonly Item[],
  count: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item).catch((error: unknown) => {
        failures.push(error);
        queue.length = 0;
      });
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
  if (failures.length > 0) throw failures[0];
}
