import { signal } from "@preact/signals";
import type { CellBlock } from "../../../lesson/lesson.ts";
import { CellView } from "../../cells/cell-view.tsx";
import { createInertCell, INERT_ACTIONS, INERT_LIVE, INERT_LOCKED } from "../../cells/inert-cell.ts";
import { Island } from "../../ui/island.tsx";
import { heightOfCell, reserve } from "./reserved-height.ts";

/** A cell on the prerendered page: the same view, with its buttons disabled until the script hydrates it. */
export function StaticCell({
  cell,
  html,
  twin,
  recorded,
}: Pick<CellBlock, "cell" | "html" | "twin" | "recorded">) {
  const { model, draft } = createInertCell(cell, recorded);
  return (
    <Island name={`cell:${cell.id}`} style={reserve(heightOfCell(cell, twin !== null))}>
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
