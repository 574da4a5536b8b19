import * as v from "valibot";
import type { CodeCommand } from "../../protocol/command.ts";
import { CellId, RunId } from "../../protocol/ids.ts";
import type { CellNames } from "./cell-definition.ts";
import type { Slot } from "./cell-model.ts";
import type { Job } from "./queue.ts";
import type { Moment } from "./stale.ts";

/** The cell's source, then its checks: each is a run of its own, and all of them are one execution of the cell. */
interface Step {
  readonly type: CodeCommand["type"];
  readonly cell: CellId;
  readonly source: string;
}

/** The cell that runs, and how far it is. */
export interface Execution {
  readonly job: Job;
  readonly steps: readonly Step[];
  readonly index: number;
  readonly run: RunId;
  /** What the steps before this one took. */
  readonly ms: number;
  readonly source: string;
  readonly at: Moment;
  /** The names of the source that runs: the student may be typing the next one. */
  readonly names: CellNames;
}

export function beginExecution(job: Job, run: RunId, at: Moment): Execution {
  const { slot } = job;
  const source = slot.source.value;
  return { job, steps: stepsOf(slot, source), index: 0, run, ms: 0, source, at, names: slot.names.value };
}

/** The execution with its next step, or null where the step that ran was the last one. */
export function nextStep(execution: Execution, run: RunId, ms: number): Execution | null {
  const index = execution.index + 1;
  return index === execution.steps.length ? null : { ...execution, index, run, ms: execution.ms + ms };
}

export function stepOf({ steps, index, source, job }: Execution): Step {
  return steps[index] ?? { type: "run", cell: job.slot.id, source };
}

/** Gives each run a number of its own, so that late messages of an old one are told apart. */
export function createRunIds(): () => RunId {
  let next = 1;
  return () => {
    const run = v.parse(RunId, next);
    next += 1;
    return run;
  };
}

/** A check is a cell of its own for the runtime: what it declares must not replace what the student's cell declared. */
function stepsOf(slot: Slot, source: string): readonly Step[] {
  const checks = slot.definition.value.checks.map((check, index) => ({
    type: "check" as const,
    cell: v.parse(CellId, `${slot.id.slice(0, 80)}-check-${index + 1}`),
    source: check,
  }));
  return [{ type: "run", cell: slot.id, source }, ...checks];
}
