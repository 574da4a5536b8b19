import { signal } from "@preact/signals";
import type { Cell } from "../../lesson/lesson.ts";
import { CellView } from "../cells/cell-view.tsx";
import { createInertCell, INERT_ACTIONS, INERT_LIVE } from "../cells/inert-cell.ts";
import { type CellData, cellData, cellDefinition } from "../lesson-data.ts";
import { Island } from "./island.tsx";

interface StaticCellProps {
  readonly cell: Cell;
  readonly exercise?: Pick<CellData, "exercise" | "checks" | "solution">;
}

/** A cell before any script has run: the same view, whose buttons wait for the script. */
export function StaticCell({ cell, exercise }: StaticCellProps) {
  const { model, kept } = createInertCell(cellDefinition(cellData(cell, exercise)));
  return (
    <Island name={`cell:${cell.id}`}>
      <CellView
        cell={model}
        kept={kept}
        html={signal(cell.html)}
        hiddenCode={cell.hiddenCode}
        actions={INERT_ACTIONS}
        live={INERT_LIVE}
      />
    </Island>
  );
}
