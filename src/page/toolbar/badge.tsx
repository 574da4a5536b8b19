import type { BackendName } from "../../protocol/event.ts";
import type { RuntimeStatus } from "../sandbox/host.ts";

interface BadgeProps {
  readonly status: RuntimeStatus;
  readonly backend: { readonly name: BackendName; readonly reason: string } | null;
}

const NAMES: Readonly<Record<BackendName, string>> = {
  webgpu: "WebGPU",
  webgl: "WebGL",
  wasm: "WASM",
  cpu: "CPU",
};

/** What computes here, and behind a disclosure why it is that. */
export function Badge({ status, backend }: BadgeProps) {
  const short = shortWords(status, backend);
  return (
    <details class="badge" data-badge={status}>
      <summary title={longWords(status, backend)}>
        <span class="badge-dot" aria-hidden="true" />
        <span>{short}</span>
      </summary>
      <p class="badge-more">{longWords(status, backend)}</p>
    </details>
  );
}

function shortWords(status: RuntimeStatus, backend: BadgeProps["backend"]): string {
  switch (status) {
    case "off":
      return "not started";
    case "booting":
      return "starting …";
    case "lost":
      return "ended";
    case "ready":
      return backend === null ? "ready" : NAMES[backend.name];
  }
}

function longWords(status: RuntimeStatus, backend: BadgeProps["backend"]): string {
  switch (status) {
    case "off":
      return "The runtime starts with the first cell that you run, on your own machine.";
    case "booting":
      return "The runtime is starting on your own machine.";
    case "lost":
      return "The runtime has ended, and what the cells had computed is gone. Running a cell starts a new one.";
    case "ready":
      return backend === null ? "The runtime is ready." : `${NAMES[backend.name]}: ${backend.reason}`;
  }
}
