import { runtimeUrl } from "virtual:lectern/runtime";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import { words } from "../../words/words.ts";
import type { RuntimeAssets } from "./runtime-assets.ts";

/** Fetches what a new runtime needs from the site. @throws Error with a message for the reader. */
export async function fetchAssets(): Promise<RuntimeAssets> {
  const [runtime, wasm] = await Promise.all([fetchBytes(runtimeUrl), fetchBytes(wasmUrl)]);
  return { runtime, wasm };
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address).catch(unreachable);
  if (!response.ok) {
    throw new Error(words.runtime.notLoadedStatus(response.status, address));
  }
  return response.arrayBuffer().catch(unreachable);
}

function unreachable(): never {
  throw new Error(words.runtime.notLoaded);
}
