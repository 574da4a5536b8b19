import * as v from "valibot";
import { Release, type SiteFile } from "../protocol/offline.ts";

/** The part of the Cache API that is used here. */
export interface StoreCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
  keys(): Promise<readonly { readonly url: string }[]>;
}

/**
 * The site's files in the browser, in one cache: each under its path and digest, so that releases share what is equal;
 * and the releases that are stored completely.
 */
export class StoredFiles {
  readonly #cache: StoreCache;
  readonly #scope: URL;

  constructor(cache: StoreCache, scope: URL) {
    this.#cache = cache;
    this.#scope = scope;
  }

  async has(file: SiteFile): Promise<boolean> {
    return (await this.read(file)) !== undefined;
  }

  read(file: SiteFile): Promise<Response | undefined> {
    return this.#cache.match(this.#keyOf(file));
  }

  write(file: SiteFile, response: Response): Promise<void> {
    return this.#cache.put(this.#keyOf(file), response);
  }

  async delete(file: SiteFile): Promise<void> {
    await this.#cache.delete(this.#keyOf(file));
  }

  /** All releases whose files are stored. */
  async releases(): Promise<readonly Release[]> {
    const records = (await this.#keys()).filter((key) => key.startsWith(this.#releaseKey("")));
    const found = await Promise.all(records.map(async (key) => (await this.#cache.match(key))?.json()));
    return found.flatMap((record: unknown) => {
      const release = v.safeParse(Release, record);
      return release.success ? [release.output] : [];
    });
  }

  /** Notes that all files of the release are stored. */
  async addRelease(release: Release): Promise<void> {
    await this.#cache.put(this.#releaseKey(release.version), Response.json(release));
  }

  /** Deletes everything that none of these releases needs, and the records of other releases. */
  async keepOnly(releases: readonly Release[]): Promise<void> {
    const kept = new Set(
      releases.flatMap((release) => [
        this.#releaseKey(release.version),
        ...release.files.map((file) => this.#keyOf(file)),
      ]),
    );
    const isOurs = (key: string) => key.includes("?release=") || key.includes("?sha256=");
    const unused = (await this.#keys()).filter((key) => isOurs(key) && !kept.has(key));
    await Promise.all(unused.map((key) => this.#cache.delete(key)));
  }

  async #keys(): Promise<string[]> {
    return (await this.#cache.keys()).map(({ url }) => url);
  }

  #keyOf({ path, sha256 }: SiteFile): string {
    return new URL(`${path}?sha256=${sha256}`, this.#scope).href;
  }

  #releaseKey(version: string): string {
    return new URL(`?release=${version}`, this.#scope).href;
  }
}
