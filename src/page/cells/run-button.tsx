import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "../../words/words.ts";
import { isStopping } from "../notebook/cell-state.ts";
import type { CellModel } from "../notebook/notebook-cell.ts";
import { RunIcon, StopIcon } from "../ui/icons.tsx";
import type { CellActions } from "./cell-actions.ts";
import { describeFirst } from "./describe-plan.ts";

interface RunButtonProps {
  readonly cell: CellModel;
  readonly actions: CellActions;
  readonly live: ReadonlySignal<boolean>;
}

/** The button that runs or stops a cell. While it is hovered or focused, it says which cells run with it. */
export function RunButton({ cell, actions, live }: RunButtonProps) {
  const isPointedAt = useSignal(false);
  const pointAt = (is: boolean) => () => {
    isPointedAt.value = is;
  };
  const status = cell.status.value;
  const isPending = status === "running" || status === "queued";
  const name = isPending
    ? isStopping(cell.state.value)
      ? words.cells.stopAtOnce(cell.id)
      : words.cells.stopCell(cell.id)
    : words.cells.runCell(cell.id);
  return (
    <>
      <button
        type="button"
        class={isPending ? "run is-stop" : "run"}
        aria-label={name}
        title={isPending ? name : undefined}
        aria-keyshortcuts={isPending ? undefined : "Control+Enter Meta+Enter"}
        aria-describedby={isPending ? undefined : planId(cell)}
        disabled={!live.value}
        onPointerEnter={pointAt(true)}
        onPointerLeave={pointAt(false)}
        onFocus={pointAt(true)}
        onBlur={pointAt(false)}
        onClick={() => (isPending ? actions.stop(cell.id) : actions.run(cell.id))}
      >
        {isPending ? <StopIcon /> : <RunIcon />}
      </button>
      {isPending ? null : <RunPlan {...{ cell, actions, live, isPointedAt }} />}
    </>
  );
}

function planId({ id }: CellModel): string {
  return `plan-${id}`;
}

interface RunPlanProps extends RunButtonProps {
  readonly isPointedAt: Signal<boolean>;
}

/** Beside the button in the page, where the style sheet shows it. */
function RunPlan({ cell, actions, live, isPointedAt }: RunPlanProps) {
  const last = useRef("");
  const plan = useComputed(() => {
    if (!live.value) return "";
    // While cells run, each of them would change the plans of all, in a large lesson hundreds of times.
    if (isPointedAt.value || !actions.busy.value) last.current = describeFirst(actions.runsFirst(cell.id));
    return last.current;
  });
  return (
    <span class="run-plan" id={planId(cell)}>
      {plan} <kbd>{words.keys.ctrlEnter}</kbd>
    </span>
  );
}
