import { BACKEND_LABELS } from "../../protocol/backend.ts";
import type { Memory } from "../../protocol/event.ts";
import { words } from "../../words/words.ts";
import type { RuntimeStatus } from "../sandbox/host.ts";
import type { Backend } from "../sandbox/host-state.ts";
import { formatBytes, stepDuration } from "../ui/format.ts";

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
  const step = status === "ready" && stepMs !== null ? words.shell.perStep(stepDuration(stepMs)) : "";
  return (
    <details class="badge" data-badge={status}>
      <summary title={longText(status, backend)}>
        <span class="badge-dot" aria-hidden="true" />
        <span>
          <span class="badge-backend">
            {shortText(status, backend)}
            {step}
          </span>
          {memory === null || memory.tensors === 0 ? null : (
            <>
              <span class="badge-backend"> · </span>
              <span class="badge-memory">{formatBytes(memory.bytes)}</span>
            </>
          )}
        </span>
      </summary>
      <div class="badge-more">
        <p>
          <LongText status={status} backend={backend} />
        </p>
        {memory === null ? null : (
          <p>{words.shell.memory(words.counts.tensors(memory.tensors), formatBytes(memory.bytes))}</p>
        )}
      </div>
    </details>
  );
}

/** The runtime gives its reason in English. */
function LongText({ status, backend }: Pick<BadgeProps, "status" | "backend">) {
  if (status !== "ready" || backend === null) return <>{longText(status, backend)}</>;
  return (
    <>
      {BACKEND_LABELS[backend.name]}: <span lang="en">{backend.reason}</span>
    </>
  );
}

function shortText(status: RuntimeStatus, backend: BadgeProps["backend"]): string {
  switch (status) {
    case "off":
      return words.shell.notStarted;
    case "booting":
      return words.shell.starting;
    case "lost":
      return words.shell.ended;
    case "ready":
      return backend === null ? words.shell.ready : BACKEND_LABELS[backend.name];
  }
}

function longText(status: RuntimeStatus, backend: BadgeProps["backend"]): string {
  switch (status) {
    case "off":
      return words.shell.offAtLength;
    case "booting":
      return words.shell.startingAtLength;
    case "lost":
      return words.shell.endedAtLength;
    case "ready":
      return backend === null
        ? words.shell.readyAtLength
        : `${BACKEND_LABELS[backend.name]}: ${backend.reason}`;
  }
}
