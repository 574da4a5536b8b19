import type { BackendRequest } from "../../protocol/backend.ts";
import { connect } from "./connection.ts";
import type { HostEnvironment } from "./create-host.ts";
import { loadOnce, type RuntimeAssets } from "./runtime-assets.ts";

/** Runs the runtime in a frame of this page, on the requested backend. */
export function browserEnvironment(
  backend: BackendRequest,
  loadAssets: () => Promise<RuntimeAssets>,
): HostEnvironment {
  const loadRuntimeAssets = loadOnce(loadAssets);
  return {
    async load() {
      const { runtime, wasm } = await loadRuntimeAssets();
      // Starting a runtime transfers both to it; the next one needs them as well.
      return (listener) => connect({ runtime: runtime.slice(0), wasm: wasm.slice(0), backend }, listener);
    },
    now: () => performance.now(),
    later: (callback, ms) => setTimeout(callback, ms),
    isHidden: () => document.visibilityState === "hidden",
  };
}
