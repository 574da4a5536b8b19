import type { StoreCache } from "./stored-files.ts";

/** When the page was last known to be open, in ms since 1970. */
const SEEN_HEADER = "Lectern-Seen";

/**
 * How long a page that the browser does not list counts as open, in ms: browsers list neither pages that are still
 * opening, such as restored tabs, nor those that the Back button brings back as they were.
 */
const UNSEEN_LIMIT = 86_400_000;

/**
 * Which release each open page came from, by the id that the browser gives the page. In the cache, because browsers end
 * idle workers, and the next release's worker has to know it too.
 */
export class ClientRecords {
  readonly #cache: StoreCache;
  readonly #scope: URL;
  readonly #now: () => number;

  /** @param now in ms since 1970. */
  constructor(cache: StoreCache, scope: URL, now: () => number) {
    this.#cache = cache;
    this.#scope = scope;
    this.#now = now;
  }

  /** The version of the release; null for a page that came from the network. */
  async versionOf(client: string): Promise<string | null> {
    const record = await this.#cache.match(this.#keyOf(client));
    return record === undefined ? null : record.text();
  }

  /** Never fails. */
  record(client: string, version: string): Promise<void> {
    return this.#write(this.#keyOf(client), version);
  }

  /**
   * Forgets the pages that are closed, and returns the versions that the others came from.
   * @param clients those that the browser lists.
   */
  async keepOnly(clients: readonly string[]): Promise<ReadonlySet<string>> {
    const open = new Set(clients.map((client) => this.#keyOf(client)));
    const prefix = this.#keyOf("");
    const keys = (await this.#cache.keys()).map(({ url }) => url).filter((key) => key.startsWith(prefix));
    const versions = new Set<string>();
    for (const key of keys) {
      const record = await this.#cache.match(key);
      if (record === undefined) continue;
      const version = await record.text();
      const unseen = this.#now() - Number(record.headers.get(SEEN_HEADER));
      if (!open.has(key) && unseen > UNSEEN_LIMIT) {
        await this.#cache.delete(key);
        continue;
      }
      versions.add(version);
      if (open.has(key)) await this.#write(key, version);
    }
    return versions;
  }

  /** Does nothing if the storage is full: without a record, a page counts as one that came from the network. */
  async #write(key: string, version: string): Promise<void> {
    const headers = { [SEEN_HEADER]: String(this.#now()) };
    await this.#cache.put(key, new Response(version, { headers })).catch(() => {});
  }

  #keyOf(client: string): string {
    return new URL(`?client=${client}`, this.#scope).href;
  }
}
