// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import type { JSX, RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { Position, Volume } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { type Bounds, clampTo, moveByKey } from "../parts/grid/grid-keys.ts";
import { TILTS } from "./simple-filters.ts";

interface RosettesProps {
  /** Unique within the figure. */
  readonly name: string;
  readonly label: string;
  /** [n, n, tilts], 0 to 1. */
  readonly responses: Volume;
  /** Side of a rosette in pixels. */
  readonly cell: number;
  readonly chosen: Position;
  /** The rosettes that a cell of the next layer pools, framed together. */
  readonly framed: { readonly row: number; readonly column: number; readonly side: number } | null;
  readonly describe: (position: Position) => string;
  readonly onPoint: (position: Position | null) => void;
  readonly onChoose: (position: Position) => void;
}

/**
 * Cells that prefer four tilts at every position, drawn as four strokes: the stronger a cell responds, the bolder its
 * stroke. One tab stop; arrow keys move from position to position.
 */
export function Rosettes(props: RosettesProps): JSX.Element {
  const { responses, cell, chosen } = props;
  const { id } = useFigure();
  const element = useRef<HTMLDivElement>(null);
  const side = responses.height;
  const size = `${side * cell}px`;
  const bounds = { top: 0, left: 0, bottom: side - 1, right: side - 1 };
  const gridId = `${id}-${props.name}`;
  return (
    <div
      ref={element}
      id={gridId}
      role="grid"
      aria-label={props.label}
      aria-rowcount={side}
      aria-colcount={side}
      aria-activedescendant={`${gridId}-cell`}
      tabIndex={0}
      class="fig-rosettes"
      style={{ width: size, height: size }}
      {...inputHandlers(props, element, bounds)}
    >
      <div role="row" aria-rowindex={chosen.row + 1} class="fig-hidden">
        <div
          key={`${chosen.row}-${chosen.column}`}
          id={`${gridId}-cell`}
          role="gridcell"
          aria-colindex={chosen.column + 1}
          aria-label={props.describe(chosen)}
        />
      </div>
      <Drawing {...props} />
    </div>
  );
}

/** Keys and clicks choose a position, and the pointer points at one. */
function inputHandlers(
  { cell, chosen, onPoint, onChoose }: RosettesProps,
  element: RefObject<HTMLElement | null>,
  bounds: Bounds,
) {
  const positionOf = (event: MouseEvent): Position | null => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return null;
    return clampTo(bounds, {
      row: Math.floor((event.clientY - box.top) / cell),
      column: Math.floor((event.clientX - box.left) / cell),
    });
  };
  return {
    onKeyDown(event: KeyboardEvent) {
      if (event.altKey || event.metaKey) return;
      const next = moveByKey(chosen, event.key, event.ctrlKey, bounds);
      if (next === null) return;
      event.preventDefault();
      event.stopPropagation();
      onChoose(next);
    },
    onPointerMove(event: PointerEvent) {
      if (event.pointerType !== "touch") onPoint(positionOf(event));
    },
    onPointerLeave: () => onPoint(null),
    onClick(event: MouseEvent) {
      const position = positionOf(event);
      if (position !== null) onChoose(position);
    },
  };
}

function Drawing({ responses, cell, chosen, framed }: RosettesProps): JSX.Element {
  const size = responses.height * cell;
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <Strokes responses={responses} cell={cell} />
      {framed !== null && (
        <rect
          class="fig-rosettes-framed"
          x={framed.column * cell}
          y={framed.row * cell}
          width={framed.side * cell}
          height={framed.side * cell}
          rx="5"
        />
      )}
      <rect
        class="fig-rosettes-chosen"
        x={chosen.column * cell + 0.5}
        y={chosen.row * cell + 0.5}
        width={cell - 1}
        height={cell - 1}
        rx="4"
      />
    </svg>
  );
}

/** Up to this response, a stroke looks like that of a silent cell. */
const SILENT = 0.02;

/** The strokes of all cells, the bolder ones on top. Those of silent cells, nearly all, are one path for each tilt. */
function Strokes({ responses, cell }: { readonly responses: Volume; readonly cell: number }): JSX.Element {
  const strokes = Array.from(responses.values, (response, index) => {
    const tilt = index % TILTS.length;
    const rosette = Math.floor(index / TILTS.length);
    const [row, column] = [Math.floor(rosette / responses.width), rosette % responses.width];
    const d = strokePath(TILTS[tilt] ?? 0, (column + 0.5) * cell, (row + 0.5) * cell, cell * 0.43);
    return { index, tilt, response, d };
  });
  const silent = strokes.filter(({ response }) => response <= SILENT);
  const active = strokes.filter(({ response }) => response > SILENT).sort((a, b) => a.response - b.response);
  return (
    <>
      {TILTS.map((degrees, tilt) => (
        <path
          key={degrees}
          class="fig-stroke"
          d={silent.flatMap((stroke) => (stroke.tilt === tilt ? [stroke.d] : [])).join("")}
        />
      ))}
      {active.map(({ index, response, d }) => (
        <path
          key={`active-${index}`}
          class="fig-stroke fig-stroke-answering"
          style={{ "--answer": String(Math.min(1, response)) }}
          d={d}
        />
      ))}
    </>
  );
}

/** A straight stroke through a point, with a tilt in degrees. */
export function strokePath(tilt: number, x: number, y: number, radius: number): string {
  const angle = (tilt * Math.PI) / 180;
  const [right, up] = [radius * Math.cos(angle), radius * Math.sin(angle)];
  return `M${(x - right).toFixed(1)},${(y + up).toFixed(1)}L${(x + right).toFixed(1)},${(y - up).toFixed(1)}`;
}
