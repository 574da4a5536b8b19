/** What a new runtime needs from the page. */
export interface RuntimeAssets {
  readonly runtime: ArrayBuffer;
  readonly wasm: ArrayBuffer;
}

/** Loads the assets once for all runtimes; a failed load can be repeated. */
export function loadOnce(load: () => Promise<RuntimeAssets>): () => Promise<RuntimeAssets> {
  let cached: Promise<RuntimeAssets> | null = null;
  return () => {
    cached ??= load().catch((error: unknown) => {
      cached = null;
      throw error;
    });
    return cached;
  };
}
