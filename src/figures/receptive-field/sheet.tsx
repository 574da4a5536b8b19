import type { JSX } from "preact";
import { type Point, polygonPoints } from "../parts/grid/points.ts";
import { cornersOf, type Patch, type Plane, pointOn } from "./plane.ts";
import { reachesPadding, type SeenLevel, seenCells } from "./seen-cells.ts";

/** A sheet of cells with its grid lines. */
export function Sheet({ plane }: { readonly plane: Plane }): JSX.Element {
  const { side } = plane;
  const lines = Array.from({ length: side - 1 }, (_, index) => {
    const across = [pointOn(plane, index + 1, 0), pointOn(plane, index + 1, side)];
    const down = [pointOn(plane, 0, index + 1), pointOn(plane, side, index + 1)];
    return `M${polygonPoints(across)}M${polygonPoints(down)}`;
  });
  const whole = { top: 0, left: 0, bottom: side - 1, right: side - 1 };
  return (
    <>
      <polygon class="fig-sheet" points={polygonPoints(cornersOf(plane, whole))} />
      <path class="fig-sheet-lines" d={lines.join("")} />
    </>
  );
}

/** The cells of a sheet that the unit sees, and the frame around them; on the unit's own sheet, the unit. */
export function SeenPatch(props: {
  readonly plane: Plane;
  readonly seen: SeenLevel;
  readonly isUnit: boolean;
}): JSX.Element {
  const { plane, seen, isUnit } = props;
  const padded = reachesPadding(seen.patch, plane.side) ? " fig-seen-padded" : "";
  return (
    <>
      {seenCells(seen, plane.side).map(({ row, column, share }) => (
        <polygon
          key={`${row},${column}`}
          class="fig-seen-cell"
          style={{ "--share": String(share) }}
          points={polygonPoints(cornersOf(plane, { top: row, bottom: row, left: column, right: column }))}
        />
      ))}
      <polygon
        class={isUnit ? "fig-seen-unit" : `fig-seen${padded}`}
        points={polygonPoints(cornersOf(plane, seen.patch))}
      />
    </>
  );
}

/** The faces between what is seen on one sheet and what sees it on the sheet above. */
export function SightLines(props: {
  readonly below: Plane;
  readonly above: Plane;
  readonly seenBelow: Patch;
  readonly seenAbove: Patch;
}): JSX.Element {
  const from = cornersOf(props.below, props.seenBelow);
  const to = cornersOf(props.above, props.seenAbove);
  const faces = from.map((corner, index): readonly Point[] => {
    const next = (index + 1) % 4;
    return [corner, from[next] ?? corner, to[next] ?? corner, to[index] ?? corner];
  });
  return (
    <g class="fig-stack-sight">
      {faces.map((face) => (
        <polygon key={polygonPoints(face)} points={polygonPoints(face)} />
      ))}
    </g>
  );
}
