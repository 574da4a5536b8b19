import { effect } from "@preact/signals";
import type { RuntimeHost } from "../sandbox/host.ts";

/** Shows the runtime's status and backend as attributes of the root element, a contract of the page. */
export function showRuntime(host: RuntimeHost, root: HTMLElement): void {
  effect(() => {
    root.dataset["runtime"] = host.status.value;
    const name = host.backend.value?.name;
    if (name === undefined) delete root.dataset["backend"];
    else root.dataset["backend"] = name;
  });
}
