import type { BackendRequest } from "../../protocol/backend.ts";
import { connect } from "./connection.ts";
import type { HostEnvironment } from "./create-host.ts";
import { type LoadAssets, LoadedAssets } from "./runtime-assets.ts";
import { followStart } from "./starting-runtime.ts";

/** Runs the runtime in a frame of this page, on the requested backend. */
export function browserEnvironment(backend: BackendRequest, loadAssets: LoadAssets): HostEnvironment {
  const assets = new LoadedAssets(loadAssets);
  return {
    async load() {
      const { runtime, wasm } = await assets.get();
      // Starting a runtime transfers both to it; the next one needs them as well.
      const boot = { runtime: runtime.slice(0), wasm: wasm.slice(0), backend };
      return (listener) =>
        connect(
          boot,
          followStart(listener, () => assets.forget()),
        );
    },
    now: () => performance.now(),
    later: (callback, ms) => setTimeout(callback, ms),
    isHidden: () => document.visibilityState === "hidden",
  };
}
