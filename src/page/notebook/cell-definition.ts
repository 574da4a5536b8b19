import type { CellId } from "../../protocol/ids.ts";

/** Top-level names that a cell's source declares, and free names that it uses. */
export interface CellNames {
  readonly declares: readonly string[];
  readonly uses: readonly string[];
}

/** A cell as its author wrote it: all that running it needs to know. */
export interface CellDefinition {
  readonly id: CellId;
  readonly source: string;
  /** Never run as part of another cell's run. */
  readonly manual: boolean;
  /** The student's cell of an exercise: it is run only by hand. */
  readonly exercise: boolean;
  /** TypeScript that is run after the cell and judges it (exercises only). */
  readonly checks: readonly string[];
  readonly names: CellNames;
}
