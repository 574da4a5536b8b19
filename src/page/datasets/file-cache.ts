import { words } from "../../words/words.ts";
/** The part of the Cache API that is used here. */
export interface FileCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** The browser's cache for datasets, or the reason why there is none; null if no cache is wanted. */
export type OpenedCache =
  | { readonly cache: FileCache; readonly reason: null }
  | { readonly cache: null; readonly reason: string | null };

/** Opens the persistent cache. Never rejects: without a cache, every visit downloads the dataset again. */
export async function openFileCache(): Promise<OpenedCache> {
  if (typeof caches === "undefined") {
    return { cache: null, reason: words.datasets.needsHttps };
  }
  try {
    return { cache: await caches.open("lectern-datasets"), reason: null };
  } catch (error) {
    return { cache: null, reason: errorName(error) };
  }
}

/** The name of an error, which is the same in every engine, unlike its message. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
