import type { ComponentChildren, ComponentType } from "preact";
import type { CellModel } from "../notebook/notebook-cell.ts";

/** Stands around the outputs of a cell: what the rest of the page adds to them. */
export type AroundOutputs = ComponentType<{ readonly cell: CellModel; readonly children: ComponentChildren }>;
