// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { type PathCounts, pathCounts } from "../maths/path-counts.ts";
import { type CellRange, rangesBelow } from "../maths/receptive-fields.ts";
import type { Position } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { moveByKey } from "../parts/grid/grid-keys.ts";
import { type Point, polygonPoints } from "../parts/grid/points.ts";
import { cellAt, cornersOf, type Patch, type Plane, pointOn, stackPlanes } from "./plane.ts";
import { type Stack, windowsUpTo } from "./stack.ts";

/** A unit: its place within a level. */
export interface Unit extends Position {
  readonly level: number;
}

interface StackViewProps {
  readonly stack: Stack;
  readonly unit: Unit;
  readonly width: number;
  readonly describe: (unit: Unit) => string;
  /** The pointer is over a unit. */
  readonly onPoint: (unit: Unit | null) => void;
  /** A unit was chosen by click, tap or keyboard. */
  readonly onChoose: (unit: Unit) => void;
}

const GAP = 20;
const LARGEST_CELL = 22;

/**
 * The levels as sheets of cells, the input at the bottom. What the unit sees is framed on every sheet below it and
 * shaded by the number of ways in which it reaches the unit. One tab stop: arrow keys move within a level, Page Up
 * and Page Down go from level to level.
 */
export function StackView(props: StackViewProps): JSX.Element {
  const { stack, unit, width } = props;
  const { id } = useFigure();
  const drawing = useRef<SVGSVGElement>(null);
  const sides = stack.levels.map(({ side }) => side);
  const { planes, height } = stackPlanes(sides, { width, gap: GAP, largest: LARGEST_CELL });
  const side = sides[unit.level] ?? 1;
  const seen = seenBy(stack, unit);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const next = unitByKey(unit, event, sides);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    props.onChoose(next);
  };
  const unitUnder = (event: PointerEvent | MouseEvent, level: number): Unit | null => {
    const plane = planes[level];
    const box = drawing.current?.getBoundingClientRect();
    if (plane === undefined || box === undefined) return null;
    return { level, ...cellAt(plane, [event.clientX - box.left, event.clientY - box.top]) };
  };
  return (
    <div
      role="grid"
      aria-label={`Units of ${levelName(unit.level)}, ${side} × ${side}. Page Up and Page Down change the level.`}
      aria-rowcount={side}
      aria-colcount={side}
      aria-activedescendant={`${id}-unit`}
      tabIndex={0}
      class="fig-stack"
      onKeyDown={onKeyDown}
      onPointerLeave={() => props.onPoint(null)}
    >
      <div role="row" aria-rowindex={unit.row + 1} class="fig-hidden">
        <div
          key={`${unit.level}-${unit.row}-${unit.column}`}
          id={`${id}-unit`}
          role="gridcell"
          aria-colindex={unit.column + 1}
          aria-label={props.describe(unit)}
        />
      </div>
      <svg
        ref={drawing}
        width={width}
        height={height + 4}
        viewBox={`0 0 ${width} ${height + 4}`}
        aria-hidden="true"
      >
        {planes.map((plane, level) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the grid around does the same by keyboard.
          <g
            key={level}
            class={level === 0 ? "fig-plane fig-as-input" : "fig-plane fig-as-output"}
            onPointerMove={(event) => {
              if (event.pointerType !== "touch") props.onPoint(unitUnder(event, level));
            }}
            onClick={(event) => {
              const under = unitUnder(event, level);
              if (under !== null) props.onChoose(under);
            }}
          >
            <Sheet plane={plane} />
            <Seen plane={plane} seen={seen[unit.level - level]} top={level === unit.level} />
            <Sight
              above={planes[level + 1]}
              below={plane}
              seenAbove={seen[unit.level - level - 1]}
              seenBelow={seen[unit.level - level]}
            />
          </g>
        ))}
        {planes.map((plane, level) => (
          <text
            key={level}
            class={`fig-plane-name ${level === 0 ? "fig-as-input" : "fig-as-output"}`}
            y={pointOn(plane, 0, 0)[1] + 11}
          >
            <tspan>{level === 0 ? "input" : `layer ${level}`}</tspan>{" "}
            {`${plane.side}\u2009×\u2009${plane.side}`}
          </text>
        ))}
      </svg>
    </div>
  );
}

function unitByKey(unit: Unit, event: KeyboardEvent, sides: readonly number[]): Unit | null {
  if (event.key === "PageUp" || event.key === "PageDown") {
    const level = unit.level + (event.key === "PageUp" ? 1 : -1);
    return atLevel(unit, level, sides);
  }
  const last = (sides[unit.level] ?? 1) - 1;
  const place = moveByKey(unit, event.key, event.ctrlKey, { top: 0, left: 0, bottom: last, right: last });
  return place === null ? null : { level: unit.level, ...place };
}

/** The unit of another level at about the same place. */
export function atLevel(unit: Unit, level: number, sides: readonly number[]): Unit {
  const to = Math.max(0, Math.min(sides.length - 1, level));
  const [from, side] = [sides[unit.level] ?? 1, sides[to] ?? 1];
  const scaled = (place: number) =>
    Math.max(0, Math.min(side - 1, Math.floor(((place + 0.5) / from) * side)));
  return { level: to, row: scaled(unit.row), column: scaled(unit.column) };
}

/** What a unit sees on a level: its frame, and the ways that lead up along both axes. */
interface SeenPatch {
  readonly patch: Patch;
  readonly rows: PathCounts;
  readonly columns: PathCounts;
}

/** From the unit's own level down to the input. */
function seenBy(stack: Stack, unit: Unit): readonly SeenPatch[] {
  const windows = windowsUpTo(stack, unit.level);
  const sides = stack.levels.map(({ side }) => side);
  const rows = rangesBelow(windows, { first: unit.row, last: unit.row });
  const columns = rangesBelow(windows, { first: unit.column, last: unit.column });
  const rowPaths = pathCounts(windows, sides, unit.row);
  const columnPaths = pathCounts(windows, sides, unit.column);
  return rows.flatMap((row, depth) => {
    const [column, rowCounts, columnCounts] = [columns[depth], rowPaths[depth], columnPaths[depth]];
    if (column === undefined || rowCounts === undefined || columnCounts === undefined) return [];
    return [{ patch: patchOf(row, column), rows: rowCounts, columns: columnCounts }];
  });
}

function patchOf(row: CellRange, column: CellRange): Patch {
  return { top: row.first, bottom: row.last, left: column.first, right: column.last };
}

function Sheet({ plane }: { readonly plane: Plane }): JSX.Element {
  const { side } = plane;
  const lines = Array.from({ length: side - 1 }, (_, index) => {
    const across = [pointOn(plane, index + 1, 0), pointOn(plane, index + 1, side)];
    const down = [pointOn(plane, 0, index + 1), pointOn(plane, side, index + 1)];
    return `M${polygonPoints(across)}M${polygonPoints(down)}`;
  });
  return (
    <>
      <polygon
        class="fig-sheet"
        points={polygonPoints(cornersOf(plane, { top: 0, left: 0, bottom: side - 1, right: side - 1 }))}
      />
      <path class="fig-sheet-lines" d={lines.join("")} />
    </>
  );
}

function Seen(props: {
  readonly plane: Plane;
  readonly seen: SeenPatch | undefined;
  readonly top: boolean;
}): JSX.Element | null {
  const { plane, seen } = props;
  if (seen === undefined) return null;
  const most = Math.max(...seen.rows.counts) * Math.max(...seen.columns.counts);
  const cells = seen.rows.counts.flatMap((rowWays, rowPlace) =>
    seen.columns.counts.map((columnWays, columnPlace) => ({
      row: seen.rows.first + rowPlace,
      column: seen.columns.first + columnPlace,
      share: most > 0 ? (rowWays * columnWays) / most : 0,
    })),
  );
  const inside = (place: number) => place >= 0 && place < plane.side;
  const { patch } = seen;
  const padded = !(inside(patch.top) && inside(patch.bottom) && inside(patch.left) && inside(patch.right));
  return (
    <>
      {cells
        .filter(({ row, column, share }) => share > 0 && inside(row) && inside(column))
        .map(({ row, column, share }) => (
          <polygon
            key={`${row},${column}`}
            class="fig-seen-cell"
            style={{ "--share": String(share) }}
            points={polygonPoints(cornersOf(plane, { top: row, bottom: row, left: column, right: column }))}
          />
        ))}
      <polygon
        class={props.top ? "fig-seen-unit" : `fig-seen${padded ? " fig-seen-padded" : ""}`}
        points={polygonPoints(cornersOf(plane, patch))}
      />
    </>
  );
}

/** The lines from what is seen on one sheet up to what sees it. */
function Sight(props: {
  readonly above: Plane | undefined;
  readonly below: Plane;
  readonly seenAbove: SeenPatch | undefined;
  readonly seenBelow: SeenPatch | undefined;
}): JSX.Element | null {
  const { above, below, seenAbove, seenBelow } = props;
  if (above === undefined || seenAbove === undefined || seenBelow === undefined) return null;
  const from = cornersOf(below, seenBelow.patch);
  const to = cornersOf(above, seenAbove.patch);
  const sidesOfIt = from.map((corner, index): readonly Point[] => {
    const next = (index + 1) % 4;
    return [corner, from[next] ?? corner, to[next] ?? corner, to[index] ?? corner];
  });
  return (
    <g class="fig-stack-sight">
      {sidesOfIt.map((side) => (
        <polygon key={polygonPoints(side)} points={polygonPoints(side)} />
      ))}
    </g>
  );
}

export function levelName(level: number): string {
  return level === 0 ? "the input" : `layer ${level}`;
}
