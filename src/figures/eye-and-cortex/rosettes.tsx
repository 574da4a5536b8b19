// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Position, Volume } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { clampTo, moveByKey } from "../parts/grid/grid-keys.ts";
import { TILTS } from "./visual-cortex.ts";

interface RosettesProps {
  /** Unique within the figure. */
  readonly name: string;
  readonly label: string;
  /** [n, n, tilts]: what the cells at each place answer, 0 to 1. */
  readonly answers: Volume;
  /** Side of a place in pixels. */
  readonly cell: number;
  readonly chosen: Position;
  /** Places that are framed together: those that a cell of the next layer listens to. */
  readonly framed: { readonly row: number; readonly column: number; readonly side: number } | null;
  readonly describe: (place: Position) => string;
  readonly onPoint: (place: Position | null) => void;
  readonly onChoose: (place: Position) => void;
}

/**
 * Cells that prefer four tilts at every place, drawn as four strokes: the stronger a cell answers, the bolder its
 * stroke. One tab stop; arrow keys move from place to place.
 */
export function Rosettes(props: RosettesProps): JSX.Element {
  const { answers, cell, chosen, framed } = props;
  const { id } = useFigure();
  const element = useRef<HTMLDivElement>(null);
  const side = answers.height;
  const size = side * cell;
  const bounds = { top: 0, left: 0, bottom: side - 1, right: side - 1 };
  const gridId = `${id}-${props.name}`;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const next = moveByKey(chosen, event.key, event.ctrlKey, bounds);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    props.onChoose(next);
  };
  const placeOf = (event: MouseEvent): Position | null => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return null;
    return clampTo(bounds, {
      row: Math.floor((event.clientY - box.top) / cell),
      column: Math.floor((event.clientX - box.left) / cell),
    });
  };
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
      style={{ width: `${size}px`, height: `${size}px` }}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => {
        if (event.pointerType !== "touch") props.onPoint(placeOf(event));
      }}
      onPointerLeave={() => props.onPoint(null)}
      onClick={(event) => {
        const place = placeOf(event);
        if (place !== null) props.onChoose(place);
      }}
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
      <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
        <Strokes answers={answers} cell={cell} />
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
    </div>
  );
}

/** Below this a cell's stroke looks as that of any silent one. */
const SILENT = 0.02;

/** The strokes of all cells, the bolder ones over the others. Silent cells, nearly all of them, are one path a tilt. */
function Strokes({ answers, cell }: { readonly answers: Volume; readonly cell: number }): JSX.Element {
  const strokes = Array.from(answers.values, (answer, index) => {
    const tilt = index % TILTS.length;
    const place = Math.floor(index / TILTS.length);
    const [row, column] = [Math.floor(place / answers.width), place % answers.width];
    const d = strokePath(TILTS[tilt] ?? 0, (column + 0.5) * cell, (row + 0.5) * cell, cell * 0.43);
    return { index, tilt, answer, d };
  });
  const silent = strokes.filter(({ answer }) => answer <= SILENT);
  const answering = strokes.filter(({ answer }) => answer > SILENT).sort((a, b) => a.answer - b.answer);
  return (
    <>
      {TILTS.map((degrees, tilt) => (
        <path
          key={degrees}
          class="fig-stroke"
          d={silent.flatMap((stroke) => (stroke.tilt === tilt ? [stroke.d] : [])).join("")}
        />
      ))}
      {answering.map(({ index, answer, d }) => (
        <path
          key={`answering-${index}`}
          class="fig-stroke fig-stroke-answering"
          style={{ "--answer": String(Math.min(1, answer)) }}
          d={d}
        />
      ))}
    </>
  );
}

/** A straight stroke of a tilt through a point. */
export function strokePath(tilt: number, x: number, y: number, radius: number): string {
  const angle = (tilt * Math.PI) / 180;
  const [right, up] = [radius * Math.cos(angle), radius * Math.sin(angle)];
  return `M${(x - right).toFixed(1)},${(y + up).toFixed(1)}L${(x + right).toFixed(1)},${(y - up).toFixed(1)}`;
}
