import { runtimeUrl } from "virtual:lectern/runtime";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import { words } from "../../words/words.ts";
import type { RuntimeAssets } from "./runtime-assets.ts";

/**
 * Fetches what a new runtime needs from the site.
 * @param isAgain not from the browser's cache, whose copy may be damaged.
 * @throws Error with a message for the reader.
 */
export async function fetchAssets(isAgain: boolean): Promise<RuntimeAssets> {
  const cache = isAgain ? "reload" : "default";
  const [runtime, wasm] = await Promise.all([fetchBytes(runtimeUrl, cache), fetchBytes(wasmUrl, cache)]);
  return { runtime, wasm };
}

/** @throws Error with a message for the reader. */
async function fetchBytes(address: string, cache: RequestCache): Promise<ArrayBuffer> {
  const response = await fetch(address, { cache }).catch(unreachable);
  if (!response.ok) {
    throw new Error(words.runtime.notLoadedStatus(response.status, address));
  }
  // Some networks answer so until one has signed in.
  if (/^text\/html\b/.test(response.headers.get("Content-Type") ?? ""))
    throw new Error(words.runtime.webPage);
  return response.arrayBuffer().catch(unreachable);
}

function unreachable(): never {
  throw new Error(words.runtime.notLoaded);
}
