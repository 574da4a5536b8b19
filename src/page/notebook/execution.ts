import * as v from "valibot";
import type { CellNames } from "../../cell/names/cell-names.ts";
import type { ControlValues } from "../../protocol/control.ts";
import type { CellError } from "../../protocol/event.ts";
import { CellId } from "../../protocol/ids.ts";
import type { Code } from "../sandbox/host.ts";
import type { NotebookCell } from "./notebook-cell.ts";
import type { Job, RunRequest } from "./queue.ts";
import type { Provider, Tick } from "./stale.ts";

/** The cell that is running: its own code, then its checks, each a run in the runtime. */
export interface Execution {
  readonly cell: NotebookCell;
  readonly request: RunRequest;
  /** What runs now. */
  readonly code: Code;
  /** The checks still to run. */
  readonly rest: readonly Code[];
  /** How long what ran before it took. */
  readonly elapsedMs: number;
  readonly tick: Tick;
  /** The text that runs and its names: the reader may already be typing the next one. */
  readonly source: string;
  readonly names: CellNames;
  /** Where it finds the names that it uses. */
  readonly readFrom: ReadonlyMap<string, Provider>;
  /** Something that the cell's own code started has failed while its checks ran. */
  readonly lateFailure: CellError | null;
  /** A loss that it computed was not a number. */
  readonly isDoubtful: boolean;
}

/** What an execution begins with, besides its cell. */
export interface Beginning {
  readonly tick: Tick;
  readonly readFrom: ReadonlyMap<string, Provider>;
  readonly controls: ControlValues;
}

export function beginExecution({ cell, request }: Job, { tick, readFrom, controls }: Beginning): Execution {
  const { source, names } = cell.text.value;
  const own: Code = { type: "run", cell: cell.id, source };
  const code = Object.keys(controls).length === 0 ? own : { ...own, controls };
  const rest = checksOf(cell);
  return {
    cell,
    request,
    code,
    rest,
    elapsedMs: 0,
    tick,
    source,
    names,
    readFrom,
    lateFailure: null,
    isDoubtful: false,
  };
}

/** The execution with its next check; null after the last one. */
export function withNextCheck(execution: Execution, ms: number): Execution | null {
  const [code, ...rest] = execution.rest;
  return code === undefined ? null : { ...execution, code, rest, elapsedMs: execution.elapsedMs + ms };
}

/** Checks have cell ids of their own, so an error in a check is not mistaken for one in the reader's code. */
function checksOf({ id, definition }: NotebookCell): readonly Code[] {
  const checks = definition.value.exercise?.checks ?? [];
  return checks.map((source, index) => ({
    type: "check",
    cell: v.parse(CellId, `${id.slice(0, 80)}-check-${index + 1}`),
    source,
  }));
}
