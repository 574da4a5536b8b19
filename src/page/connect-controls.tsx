import type { AroundOutputs } from "./cells/around-outputs.ts";
import type { Notebook } from "./notebook/notebook.ts";
import { CellControlsContext } from "./outputs/cell-controls.ts";
import type { RuntimeHost } from "./sandbox/host.ts";
import { followControls, type ReaderSettings } from "./saving/control-values.ts";

interface ControlParts {
  readonly notebook: Notebook;
  readonly host: RuntimeHost;
  readonly settings: ReaderSettings;
  readonly isLocked: () => boolean;
  /** What else is around the outputs. */
  readonly inside: AroundOutputs;
}

/** Lets the reader use the controls that cells show. */
export function connectControls({ notebook, host, settings, isLocked, inside }: ControlParts): AroundOutputs {
  const change = followControls({
    notebook,
    settings,
    send: (cell, label, value) => host.send({ type: "set-control", cell, label, value }),
  });
  const Inside = inside;
  return function Around({ cell, children }) {
    const controls = {
      // Each cell is a tree of its own, in which Preact would begin again to count.
      idOf: (label: string) => `control-${cell.id}-${encodeURIComponent(label)}`,
      valueOf: (label: string) => settings.of(cell.id)[label],
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
