import { runtimeUrl } from "virtual:lectern/runtime";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";

/** What a new runtime needs from the site. */
export interface RuntimeAssets {
  readonly runtime: string;
  readonly wasm: ArrayBuffer;
}

let cached: Promise<RuntimeAssets> | null = null;

/** Fetches the assets once for all runtimes. @throws Error with a message for the student. */
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
    throw new Error("Couldn't load the runtime. Check your connection and press Run to try again.");
  if (!response.ok) {
    throw new Error(
      `Couldn't load the runtime: the site responded with status ${response.status} for ${address}.`,
    );
  }
  return response;
}
