import type { FileCache } from "../../src/page/datasets/file-cache.ts";

/** Cache Storage on a Map: bodies are stored as bytes, and each match returns a new response. */
export class MapCache implements FileCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();

  async match(key: string): Promise<Response | undefined> {
    const bytes = this.entries.get(key);
    return bytes === undefined ? undefined : new Response(bytes);
  }

  async put(key: string, response: Response): Promise<void> {
    this.entries.set(key, new Uint8Array(await response.arrayBuffer()));
  }

  async delete(key: string): Promise<boolean> {
    return this.entries.delete(key);
  }
}
