// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import type { JSX } from "preact";
import { extent } from "../../maths/volume.ts";
import { PixelCanvas } from "../image/canvas.tsx";
import { HATCH_SIDE } from "../image/pixels.ts";
import { type CellsProps, cellId, describeCell } from "./grid-props.ts";

/** All cells on one canvas; only the current one is an element, as ARIA allows for grids too large for the DOM. */
export function PixelCells(cells: CellsProps): JSX.Element {
  const { props, bounds, current } = cells;
  const { values, channel = 0, known = Number.POSITIVE_INFINITY } = props;
  const hatched = props.cell >= HATCH_SIDE && extent(values).low < 0;
  const padded =
    bounds.top < 0 || bounds.left < 0 || bounds.bottom >= values.height || bounds.right >= values.width;
  return (
    <>
      {padded && <div class="fig-padding-ring" aria-hidden="true" />}
      <PixelCanvas
        picture={{ values, channel, span: cells.span, known, hatched }}
        side={hatched ? HATCH_SIDE : 1}
        part={props.part}
        style={{
          "--row": String(-bounds.top),
          "--column": String(-bounds.left),
          "--tall": String(values.height),
          "--wide": String(values.width),
        }}
      />
      <div role="row" aria-rowindex={current.row - bounds.top + 1} class="fig-row">
        <div
          key={`${current.row},${current.column}`}
          id={cellId(cells.gridId, current)}
          role="gridcell"
          aria-colindex={current.column - bounds.left + 1}
          aria-label={describeCell(props, current)}
          class="fig-virtual-cell"
          style={{
            "--row": String(current.row - bounds.top),
            "--column": String(current.column - bounds.left),
          }}
        />
      </div>
    </>
  );
}
