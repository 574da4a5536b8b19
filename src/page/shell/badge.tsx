import { BACKEND_LABELS } from "../../protocol/backend.ts";
import type { RuntimeStatus } from "../sandbox/host.ts";
import type { Backend } from "../sandbox/host-state.ts";
import { duration } from "../ui/format.ts";

interface BadgeProps {
  readonly status: RuntimeStatus;
  readonly backend: Backend | null;
  /** What a step of the training that runs takes, in ms; null while nothing is trained. */
  readonly stepMs: number | null;
}

/** What computes here, and behind a disclosure why it is that. */
export function Badge({ status, backend, stepMs }: BadgeProps) {
  const step = status === "ready" && stepMs !== null ? ` · ${stepWords(stepMs)} a step` : "";
  return (
    <details class="badge" data-badge={status}>
      <summary title={longWords(status, backend)}>
        <span class="badge-dot" aria-hidden="true" />
        <span>
          {shortWords(status, backend)}
          {step}
        </span>
      </summary>
      <p class="badge-more">{longWords(status, backend)}</p>
    </details>
  );
}

/** Steps are compared with each other: a digit after the point as long as it says something. */
function stepWords(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : duration(ms);
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
      return backend === null ? "ready" : BACKEND_LABELS[backend.name];
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
      return backend === null
        ? "The runtime is ready."
        : `${BACKEND_LABELS[backend.name]}: ${backend.reason}`;
  }
}
