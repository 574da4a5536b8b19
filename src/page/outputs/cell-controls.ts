import { createContext } from "preact";
import type { ControlValue } from "../../protocol/control.ts";
import type { CellId } from "../../protocol/ids.ts";

/** What the page around a cell's controls does with them. */
export interface CellControls {
  /** The id of a control's element, unique on the page. */
  readonly idOf: (label: string) => string;
  /** What the reader has set; undefined if they have set nothing. Reads a signal. */
  readonly valueOf: (label: string) => ControlValue | undefined;
  readonly change: (label: string, value: ControlValue) => void;
  /** The cell shows someone else's work. */
  readonly isLocked: boolean;
}

/** Null where there is only the output, as on a prerendered page. */
export const CellControlsContext = createContext<CellControls | null>(null);

/** The id of a control's element. A label may contain half a character, which cannot be encoded as part of an address. */
export function controlId(cell: CellId, label: string): string {
  const parts = Array.from(label, (character) =>
    /\p{Surrogate}/u.test(character)
      ? `%u${character.charCodeAt(0).toString(16)}`
      : encodeURIComponent(character),
  );
  return `control-${cell}-${parts.join("")}`;
}
