import { createHash } from "node:crypto";
import { ClientRecords } from "../../../src/offline/client-records.ts";
import { SiteWorker } from "../../../src/offline/site-worker.ts";
import { type StoreCache, StoredFiles } from "../../../src/offline/stored-files.ts";
import type { Release } from "../../../src/protocol/offline.ts";

export const SCOPE = new URL("https://lectern.test/course/");

/** Cache Storage on a Map, which can be full. */
class ScriptedCache implements StoreCache {
  readonly entries = new Map<string, string>();
  readonly #headers = new Map<string, Headers>();
  /** How many more entries fit. */
  room = Number.POSITIVE_INFINITY;

  async match(key: string): Promise<Response | undefined> {
    const text = this.entries.get(key);
    return text === undefined ? undefined : new Response(text, { headers: this.#headers.get(key) ?? {} });
  }

  async put(key: string, response: Response): Promise<void> {
    if (this.room <= 0) throw new DOMException("no room", "QuotaExceededError");
    this.room -= 1;
    this.#headers.set(key, response.headers);
    this.entries.set(key, await response.text());
  }

  async delete(key: string): Promise<boolean> {
    return this.entries.delete(key);
  }

  async keys(): Promise<readonly { readonly url: string }[]> {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
}

/** A release of these files: contents by path. */
export function releaseOf(version: string, files: Readonly<Record<string, string>>): Release {
  return {
    version,
    files: Object.entries(files).map(([path, text]) => ({
      path,
      bytes: text.length,
      sha256: createHash("sha256").update(text).digest("hex"),
    })),
  };
}

/** A browser with a cache and open pages, and a server whose files a test can exchange. */
export class ScriptedSite {
  readonly cache = new ScriptedCache();
  readonly store = new StoredFiles(this.cache, SCOPE);
  /** What the server has: contents by path. A number is a status, null a broken connection. */
  served: Record<string, string | number | null> = {};
  readonly requests: string[] = [];
  /** The ids of open pages. */
  open: string[] = [];
  readonly claimed: string[] = [];
  readonly reports: unknown[] = [];
  /** In ms. */
  now = 1e12;
  hasLeft = false;
  hasSuccessor = false;

  worker(release: Release): SiteWorker {
    return new SiteWorker({
      scope: SCOPE,
      release,
      store: this.store,
      records: new ClientRecords(this.cache, SCOPE, () => this.now),
      fetch: async (request) => this.#fetch(typeof request === "string" ? request : request.url),
      openClients: async () => this.open,
      hasSuccessor: () => this.hasSuccessor,
      claim: async () => void this.claimed.push(...this.open),
      leave: async () => {
        this.hasLeft = true;
      },
      report: (report) => this.reports.push(report),
    });
  }

  /** A worker whose release is stored and active. */
  async started(release: Release): Promise<SiteWorker> {
    const worker = this.worker(release);
    await worker.storeFiles();
    await worker.activate();
    return worker;
  }

  /** What is stored, by path and contents, without the notes about it. */
  stored(): readonly (readonly [string, string])[] {
    return [...this.cache.entries]
      .filter(([key]) => key.includes("?sha256="))
      .map(([key, text]) => [new URL(key).pathname.slice(SCOPE.pathname.length), text] as const);
  }

  async #fetch(address: string): Promise<Response> {
    const path = address.slice(SCOPE.href.length).replace(/[?#].*$/, "");
    this.requests.push(path);
    const content = this.served[path] ?? 404;
    if (content === null || this.served[path] === null) throw new TypeError("Failed to fetch");
    return typeof content === "number"
      ? new Response("", { status: content })
      : new Response(content, { headers: { "Content-Type": "text/plain", "Content-Encoding": "gzip" } });
  }
}

/** Opens a page: answers its navigation. */
export async function navigate(worker: SiteWorker, path: string, client: string): Promise<string> {
  const request = new Request(new URL(path, SCOPE));
  const response = await worker.answer(
    request,
    { type: "page", path },
    { client: "", resultingClient: client },
  );
  return response.text();
}

/** Answers the request of an open page for a file. */
export async function ask(worker: SiteWorker, path: string, client: string): Promise<string> {
  const request = new Request(new URL(path, SCOPE));
  const response = await worker.answer(request, { type: "file", path }, { client, resultingClient: "" });
  return response.status === 200 ? response.text() : String(response.status);
}
