import type { ComponentChildren, ComponentType } from "preact";
import type { CellModel } from "../notebook/notebook-cell.ts";

/** Wraps the outputs of a cell in what the rest of the page adds to them. */
export type AroundOutputs = ComponentType<{ readonly cell: CellModel; readonly children: ComponentChildren }>;
