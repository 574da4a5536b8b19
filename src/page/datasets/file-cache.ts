/** What is used of the browser's Cache Storage. */
export interface FileCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** The browser's storage for datasets, or why there is none. */
export type OpenedCache =
  | { readonly cache: FileCache; readonly reason: null }
  | { readonly cache: null; readonly reason: string };

/** Opens the storage that is kept between visits. Never fails: without it everything works, with a new download each time. */
export async function openFileCache(): Promise<OpenedCache> {
  if (typeof caches === "undefined") {
    return { cache: null, reason: "this address offers none (it needs https or localhost)" };
  }
  try {
    return { cache: await caches.open("lectern-datasets"), reason: null };
  } catch (error) {
    return { cache: null, reason: errorName(error) };
  }
}

/** The name of what a browser threw: more telling than its message, which differs from engine to engine. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
