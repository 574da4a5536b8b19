import { signal } from "@preact/signals";
import type { Cell, CellBlock } from "../../../lesson/lesson.ts";
import { CellView } from "../../cells/cell-view.tsx";
import { createInertCell, INERT_ACTIONS, INERT_LIVE, INERT_LOCKED } from "../../cells/inert-cell.ts";
import { Island } from "../../ui/island.tsx";

/** A cell on the prerendered page: the same view, with its buttons disabled until the script hydrates it. */
export function StaticCell({
  cell,
  html,
  twin,
  recorded,
}: Pick<CellBlock, "cell" | "html" | "twin" | "recorded">) {
  const { model, draft } = createInertCell(cell, recorded);
  return (
    <Island name={`cell:${cell.id}`} reservedHeight={heightOf(cell, twin !== null)}>
      <CellView
        cell={model}
        draft={draft}
        html={signal(html)}
        twin={signal(twin?.html ?? null)}
        actions={INERT_ACTIONS}
        live={INERT_LIVE}
        locked={INERT_LOCKED}
      />
    </Island>
  );
}

/** In CSS pixels, as in the style sheets: a line of code, the space around the code, its tabs, and the cell's footer. */
const HEIGHTS = { line: 22, around: 28, tabs: 34, footer: 41, summary: 44 };

/** About how high a cell is before it has run. */
function heightOf({ source, hiddenCode }: Cell, hasTwin: boolean): number {
  const { line, around, tabs, footer, summary } = HEIGHTS;
  if (hiddenCode) return summary + footer;
  return (hasTwin ? tabs : 0) + around + line * source.split("\n").length + footer;
}
