import type { StoreCache } from "./file-store.ts";

/**
 * Which release each open page came from, by the id that the browser gives the page. In the cache, because browsers end
 * idle workers, and the next release's worker has to know it too.
 */
export class ClientRecords {
  readonly #cache: StoreCache;
  readonly #scope: URL;

  constructor(cache: StoreCache, scope: URL) {
    this.#cache = cache;
    this.#scope = scope;
  }

  /** The version of the release; null for a page that came from the network. */
  async versionOf(client: string): Promise<string | null> {
    const record = await this.#cache.match(this.#keyOf(client));
    return record === undefined ? null : record.text();
  }

  async record(client: string, version: string): Promise<void> {
    await this.#cache.put(this.#keyOf(client), new Response(version));
  }

  /** Forgets the pages that are closed, and returns the versions that the others came from. */
  async keepOnly(clients: readonly string[]): Promise<ReadonlySet<string>> {
    const open = new Set(clients.map((client) => this.#keyOf(client)));
    const prefix = this.#keyOf("");
    const keys = (await this.#cache.keys()).map(({ url }) => url).filter((key) => key.startsWith(prefix));
    const versions = new Set<string>();
    for (const key of keys) {
      if (!open.has(key)) await this.#cache.delete(key);
      else versions.add((await (await this.#cache.match(key))?.text()) ?? "");
    }
    return versions;
  }

  #keyOf(client: string): string {
    return new URL(`?client=${client}`, this.#scope).href;
  }
}
