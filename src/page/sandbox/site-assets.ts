import { runtimeUrl } from "virtual:lectern/runtime";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url";
import type { RuntimeAssets } from "./runtime-assets.ts";

/** Fetches what a new runtime needs from the site. @throws Error with a message for the student. */
export async function fetchAssets(): Promise<RuntimeAssets> {
  const [runtime, wasm] = await Promise.all([fetchBytes(runtimeUrl), fetchBytes(wasmUrl)]);
  return { runtime, wasm };
}

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address).catch(unreachable);
  if (!response.ok) {
    throw new Error(
      `Couldn't load the runtime: the site responded with status ${response.status} for ${address}.`,
    );
  }
  return response.arrayBuffer().catch(unreachable);
}

function unreachable(): never {
  throw new Error("Couldn't load the runtime. Check your connection and press Run to try again.");
}
