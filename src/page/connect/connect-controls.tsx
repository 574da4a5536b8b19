import type { ReadonlySignal } from "@preact/signals";
import type { ControlValues } from "../../protocol/control.ts";
import type { CellId } from "../../protocol/ids.ts";
import type { AroundOutputs } from "../cells/around-outputs.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { CellControlsContext, controlId } from "../outputs/cell-controls.ts";
import type { RuntimeHost } from "../sandbox/host.ts";
import { followControls, type ReaderSettings } from "../saving/control-values.ts";
import type { WorkFile } from "../work/work-file.ts";

interface ControlParts {
  readonly notebook: Notebook;
  readonly host: RuntimeHost;
  readonly settings: ReaderSettings;
  /** The values of a cell's controls in the page: see `shownValues`. */
  readonly valuesOf: (cell: CellId) => ControlValues;
  readonly isLocked: () => boolean;
  /** What else is around the outputs. */
  readonly inside: AroundOutputs;
}

/** The values of the controls in the page: the reader's own, or those of the work under review. Reads signals. */
export function shownValues(settings: ReaderSettings, reviewed: ReadonlySignal<WorkFile | null>) {
  return (cell: CellId): ControlValues => {
    if (reviewed.value === null) return settings.of(cell);
    const { controls } = reviewed.value;
    return Object.hasOwn(controls, cell) ? (controls[cell] ?? {}) : {};
  };
}

/** Lets the reader use the controls that cells show. */
export function connectControls({
  notebook,
  host,
  settings,
  valuesOf,
  isLocked,
  inside,
}: ControlParts): AroundOutputs {
  const change = followControls({
    notebook,
    settings,
    isLocked,
    send: (cell, label, value) => host.send({ type: "set-control", cell, label, value }),
  });
  const Inside = inside;
  return function Around({ cell, children }) {
    const controls = {
      // Each cell is a tree of its own, in which Preact would begin again to count.
      idOf: (label: string) => controlId(cell.id, label),
      valueOf: (label: string) => valuesOf(cell.id)[label],
      change: (label: string, value: Parameters<typeof change>[2]) => change(cell.id, label, value),
      isLocked: isLocked(),
    };
    return (
      <CellControlsContext.Provider value={controls}>
        <Inside cell={cell}>{children}</Inside>
      </CellControlsContext.Provider>
    );
  };
}
