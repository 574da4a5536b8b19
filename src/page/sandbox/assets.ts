import { runtimeUrl } from "virtual:lectern/runtime";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";

/** What a new runtime needs from the site. */
export interface RuntimeAssets {
  readonly runtime: string;
  readonly wasm: ArrayBuffer;
}

let cached: Promise<RuntimeAssets> | null = null;

/** Fetches them once; a later runtime starts from the same. @throws Error that says what to do. */
export function loadRuntimeAssets(): Promise<RuntimeAssets> {
  cached ??= fetchAssets().catch((error: unknown) => {
    cached = null;
    throw error;
  });
  return cached;
}

async function fetchAssets(): Promise<RuntimeAssets> {
  const [runtime, wasm] = await Promise.all([
    fetchAsset(runtimeUrl).then((response) => response.text()),
    fetchAsset(wasmUrl).then((response) => response.arrayBuffer()),
  ]);
  return { runtime, wasm };
}

async function fetchAsset(address: string): Promise<Response> {
  const response = await fetch(address).catch(() => null);
  if (response === null)
    throw new Error("The runtime could not be loaded: is the network there? Press Run to try again.");
  if (!response.ok) {
    throw new Error(`The runtime could not be loaded: the site answered ${response.status} for ${address}.`);
  }
  return response;
}
