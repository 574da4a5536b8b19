import { effect } from "@preact/signals";
import type { RuntimeHost } from "../sandbox/host.ts";

/** The page's contract: the root element says how the runtime is, and which backend computes. */
export function showRuntime(host: RuntimeHost, root: HTMLElement): void {
  effect(() => {
    root.dataset["runtime"] = host.status.value;
    const name = host.backend.value?.name;
    if (name === undefined) delete root.dataset["backend"];
    else root.dataset["backend"] = name;
  });
}
