import { BACKEND_LABELS } from "../../protocol/backend.ts";
import type { Memory } from "../../protocol/event.ts";
import type { RuntimeStatus } from "../sandbox/host.ts";
import type { Backend } from "../sandbox/host-state.ts";
import { count, formatBytes, stepDuration } from "../ui/format.ts";

interface BadgeProps {
  readonly status: RuntimeStatus;
  readonly backend: Backend | null;
  /** The time per training step, in ms; null while no cell trains. */
  readonly stepMs: number | null;
  /** What tensors take; null without a runtime. */
  readonly memory: Memory | null;
}

/** The backend, with the reason for it behind a disclosure. */
export function Badge({ status, backend, stepMs, memory }: BadgeProps) {
  const step = status === "ready" && stepMs !== null ? ` · ${stepDuration(stepMs)} per step` : "";
  return (
    <details class="badge" data-badge={status}>
      <summary title={longText(status, backend)}>
        <span class="badge-dot" aria-hidden="true" />
        <span>
          {shortText(status, backend)}
          {step}
          {memory === null || memory.tensors === 0 ? null : (
            <span class="badge-memory"> · {formatBytes(memory.bytes)}</span>
          )}
        </span>
      </summary>
      <div class="badge-more">
        <p>{longText(status, backend)}</p>
        {memory === null ? null : (
          <p>
            Memory: {count(memory.tensors, "tensor")}, {formatBytes(memory.bytes)}.
          </p>
        )}
      </div>
    </details>
  );
}

function shortText(status: RuntimeStatus, backend: BadgeProps["backend"]): string {
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

function longText(status: RuntimeStatus, backend: BadgeProps["backend"]): string {
  switch (status) {
    case "off":
      return "The runtime starts when you run the first cell, on your own machine.";
    case "booting":
      return "The runtime is starting on your own machine.";
    case "lost":
      return "The runtime has ended, and all variables are lost. Running a cell starts a new one.";
    case "ready":
      return backend === null
        ? "The runtime is ready."
        : `${BACKEND_LABELS[backend.name]}: ${backend.reason}`;
  }
}
