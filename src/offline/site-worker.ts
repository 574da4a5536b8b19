import { type Release, type ReleaseSummary, releaseBytes, type SiteFile } from "../protocol/offline.ts";
import { answerRange } from "./answer-range.ts";
import type { ClientRecords } from "./client-records.ts";
import { isHashed, type Route } from "./route.ts";
import { StoreError, storeRelease } from "./store-release.ts";
import type { StoredFiles } from "./stored-files.ts";

/** What the service worker needs from the browser. */
export interface SiteWorkerOptions {
  /** The site's root, with a slash at its end. */
  readonly scope: URL;
  /** The release that this worker was built with. */
  readonly release: Release;
  readonly store: StoredFiles;
  readonly records: ClientRecords;
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
  /** The ids of all open pages and their workers. */
  readonly openClients: () => Promise<readonly string[]>;
  /** Whether a later release is being stored, or waits for the reader. */
  readonly hasSuccessor: () => boolean;
  /** Takes control of the pages that are open already. */
  readonly claim: () => Promise<void>;
  /** Ends the service worker, and deletes its cache. */
  readonly leave: () => Promise<void>;
  /** Sends to all open pages. */
  readonly report: (report: SiteReport) => void;
}

type SiteReport =
  | { readonly type: "storing"; readonly done: number; readonly total: number }
  | { readonly type: "stored" }
  | { readonly type: "store-failed"; readonly fault: StoreError["fault"] };

/** Who asked: the page, and the page that a navigation opens. */
export interface Asking {
  readonly client: string;
  readonly resultingClient: string;
}

/**
 * Answers the requests of the site's pages: each page gets the files of the release that it came from, also after the
 * reader has changed to another one, until the page is closed. New pages come from this worker's release.
 */
export class SiteWorker {
  readonly #options: SiteWorkerOptions;
  readonly #files: ReadonlyMap<string, SiteFile>;
  #cancelling = new AbortController();

  constructor(options: SiteWorkerOptions) {
    this.#options = options;
    this.#files = byPath(options.release);
  }

  /**
   * Stores what is missing of this release.
   * @throws {StoreError} after reporting the fault to the open pages.
   */
  async storeFiles(): Promise<void> {
    const { release, scope, store, fetch, report } = this.#options;
    this.#cancelling = new AbortController();
    const { signal } = this.#cancelling;
    try {
      const onProgress = (done: number, total: number) => report({ type: "storing", done, total });
      await storeRelease(release, { scope, store, fetch, onProgress, signal });
      report({ type: "stored" });
    } catch (error) {
      if (error instanceof StoreError) report({ type: "store-failed", fault: error.fault });
      throw error;
    }
  }

  /** Ends `storeFiles`. */
  cancel(): void {
    this.#cancelling.abort();
  }

  async activate(): Promise<void> {
    const { store, release, claim, records, openClients } = this.#options;
    const isFirst = (await store.releases()).every(({ version }) => version === release.version);
    if (isFirst && release.files.length > 0) {
      // The pages that are open have just come from the network: from this release.
      await claim();
      for (const client of await openClients()) await records.record(client, release.version);
    }
    await this.removeUnused();
  }

  /** Deletes the releases that no page uses any more. */
  async removeUnused(): Promise<void> {
    const { store, records, release, openClients, hasSuccessor, leave } = this.#options;
    const stored = await store.releases();
    const used = await records.keepOnly(await openClients());
    const kept = stored.filter(({ version }) => version === release.version || used.has(version));
    // A successor's files would look unused.
    if (hasSuccessor()) return;
    if (kept.length < stored.length) await store.keepOnly(kept);
    if (release.files.length === 0 && kept.every(({ files }) => files.length === 0)) await leave();
  }

  describe(): ReleaseSummary {
    return { version: this.#options.release.version, bytes: releaseBytes(this.#options.release) };
  }

  async answer(
    request: Request,
    route: Exclude<Route, { type: "network" }>,
    asking: Asking,
  ): Promise<Response> {
    if (route.type === "page") return this.#answerPage(request, route.path, asking);
    const stored = await this.#findFile(route.path, asking);
    return stored === undefined
      ? this.#fetchFile(request, route.path, asking)
      : answerRange(stored, request.headers.get("range"));
  }

  async #answerPage(request: Request, path: string, { resultingClient }: Asking): Promise<Response> {
    const { scope, release, records, fetch } = this.#options;
    if (!this.#files.has(path) && this.#files.has(`${path}/`)) {
      const folder = new URL(`${path}/`, scope);
      folder.search = new URL(request.url).search;
      return Response.redirect(folder.href);
    }
    const stored = await this.#read(this.#files.get(path));
    if (stored === undefined) return fetch(request);
    await records.record(resultingClient, release.version);
    return stored;
  }

  /** The stored file that belongs to the page which asks; undefined if the server has to be asked. */
  async #findFile(path: string, { client }: Asking): Promise<Response | undefined> {
    const { records, release, store } = this.#options;
    if (isHashed(path) && this.#files.has(path)) return this.#read(this.#files.get(path));
    const version = await records.versionOf(client);
    if (version === release.version) return this.#read(this.#files.get(path));
    const fitting = (await store.releases()).filter((other) => other.version === version || isHashed(path));
    for (const other of fitting) {
      const found = await this.#read(byPath(other).get(path));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What the server has now fits a page best that came from the network, but offline there is only what is stored. */
  async #fetchFile(request: Request, path: string, { client }: Asking): Promise<Response> {
    try {
      return await this.#options.fetch(request);
    } catch (error) {
      const isFromNetwork = (await this.#options.records.versionOf(client)) === null;
      const stored = isFromNetwork ? await this.#read(this.#files.get(path)) : undefined;
      if (stored === undefined) throw error;
      return stored;
    }
  }

  async #read(file: SiteFile | undefined): Promise<Response | undefined> {
    return file === undefined ? undefined : this.#options.store.read(file);
  }
}

function byPath({ files }: Release): ReadonlyMap<string, SiteFile> {
  return new Map(files.map((file) => [file.path, file]));
}
