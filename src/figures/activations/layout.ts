import { cellSize } from "../parts/grid/grid.tsx";

/** From this width on, the chart is beside the maps. */
const TWO_COLUMNS = 640;

/** The width of the chart in a figure of the given width, in CSS pixels. */
export function chartWidth(width: number): number {
  return width < TWO_COLUMNS ? Math.min(width, 420) : Math.min(400, width * 0.5);
}

/** The cell size of the maps, two of which are side by side. */
export function mapCell(width: number, columns: number): number {
  return width < TWO_COLUMNS
    ? cellSize((width - 24) / 2, columns, 6)
    : cellSize((width - chartWidth(width) - 28 - 20) / 2, columns, 7);
}
