// biome-ignore-all lint/a11y/useSemanticElements: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.
// biome-ignore-all lint/a11y/useFocusableInteractive: the ARIA grid pattern needs grid roles on elements that a table's layout would not allow.

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { moveByKey } from "../parts/grid/grid-keys.ts";
import { describeUnit } from "./describe.ts";
import type { ReceptiveFieldModel } from "./model.ts";
import { cellAt, type Plane, pointOn, stackPlanes } from "./plane.ts";
import { type SeenLevel, seenLevels } from "./seen-cells.ts";
import { SeenPatch, Sheet, SightLines } from "./sheet.tsx";
import type { Stack } from "./stack.ts";
import { atLevel, levelName, type Unit } from "./unit.ts";

const GAP = 20;
const LARGEST_CELL = 22;

interface DrawingProps {
  readonly model: ReceptiveFieldModel;
  readonly width: number;
}

/**
 * The levels as sheets of cells, the input at the bottom. What the unit sees is framed on every sheet below it and
 * shaded by the number of paths to the unit. One tab stop: arrow keys move within a level, Page Up and Page Down change
 * the level.
 */
export function StackDrawing({ model, width }: DrawingProps): JSX.Element {
  const { id } = useFigure();
  const stack = model.stack.value;
  const unit = model.unit.value;
  const side = stack.levels[unit.level]?.side ?? 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = unitByKey(stack, unit, event);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    model.choose(next);
  };
  return (
    <div
      role="grid"
      aria-label={figureWords.receptiveField.unitsOf(levelName(unit.level), `${side} × ${side}`)}
      aria-rowcount={side}
      aria-colcount={side}
      aria-activedescendant={`${id}-unit`}
      tabIndex={0}
      class="fig-stack"
      onKeyDown={onKeyDown}
      onPointerLeave={() => model.point(null)}
    >
      <div role="row" aria-rowindex={unit.row + 1} class="fig-hidden">
        <div
          key={`${unit.level}-${unit.row}-${unit.column}`}
          id={`${id}-unit`}
          role="gridcell"
          aria-colindex={unit.column + 1}
          aria-label={describeUnit(stack, unit)}
        />
      </div>
      <Sheets model={model} width={width} />
    </div>
  );
}

function unitByKey(stack: Stack, unit: Unit, event: KeyboardEvent): Unit | null {
  if (event.altKey || event.metaKey) return null;
  if (event.key === "PageUp") return atLevel(stack, unit, unit.level + 1);
  if (event.key === "PageDown") return atLevel(stack, unit, unit.level - 1);
  const last = (stack.levels[unit.level]?.side ?? 1) - 1;
  const position = moveByKey(unit, event.key, event.ctrlKey, { top: 0, left: 0, bottom: last, right: last });
  return position === null ? null : { level: unit.level, ...position };
}

function Sheets({ model, width }: DrawingProps): JSX.Element {
  const drawing = useRef<SVGSVGElement>(null);
  const stack = model.stack.value;
  const sides = stack.levels.map(({ side }) => side);
  const seen = seenLevels(stack, model.unit.value);
  const { planes, height } = stackPlanes(sides, { width, gap: GAP, largest: LARGEST_CELL });
  const unitUnder = (event: MouseEvent, level: number): Unit | null => {
    const plane = planes[level];
    const box = drawing.current?.getBoundingClientRect();
    if (plane === undefined || box === undefined) return null;
    return { level, ...cellAt(plane, [event.clientX - box.left, event.clientY - box.top]) };
  };
  return (
    <svg
      ref={drawing}
      width={width}
      height={height + 4}
      viewBox={`0 0 ${width} ${height + 4}`}
      aria-hidden="true"
    >
      {planes.map((_, level) => (
        <LevelSheet
          key={level}
          model={model}
          planes={planes}
          level={level}
          seen={seen}
          unitUnder={(event) => unitUnder(event, level)}
        />
      ))}
      {planes.map((plane, level) => (
        <SheetName key={level} plane={plane} level={level} />
      ))}
    </svg>
  );
}

/** One sheet with what the unit sees of it, and the lines of sight up to the next sheet. */
function LevelSheet(props: {
  readonly model: ReceptiveFieldModel;
  readonly planes: readonly Plane[];
  readonly level: number;
  /** From the unit's own level down. */
  readonly seen: readonly SeenLevel[];
  readonly unitUnder: (event: MouseEvent) => Unit | null;
}): JSX.Element | null {
  const { model, planes, level, unitUnder } = props;
  const unit = model.unit.value;
  const [plane, above] = [planes[level], planes[level + 1]];
  const depth = unit.level - level;
  const [seen, seenAbove] = [props.seen[depth], props.seen[depth - 1]];
  if (plane === undefined) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the grid around does the same by keyboard.
    <g
      class={level === 0 ? "fig-plane fig-as-input" : "fig-plane fig-as-output"}
      onPointerMove={(event) => {
        if (event.pointerType !== "touch") model.point(unitUnder(event));
      }}
      onClick={(event) => {
        const under = unitUnder(event);
        if (under !== null) model.choose(under);
      }}
    >
      <Sheet plane={plane} />
      {seen !== undefined && <SeenPatch plane={plane} seen={seen} isUnit={level === unit.level} />}
      {seen !== undefined && seenAbove !== undefined && above !== undefined && (
        <SightLines below={plane} above={above} seenBelow={seen.patch} seenAbove={seenAbove.patch} />
      )}
    </g>
  );
}

function SheetName({ plane, level }: { readonly plane: Plane; readonly level: number }): JSX.Element {
  return (
    <text
      class={`fig-plane-name ${level === 0 ? "fig-as-input" : "fig-as-output"}`}
      y={pointOn(plane, 0, 0)[1] + 11}
    >
      <tspan>{level === 0 ? figureWords.parts.input : figureWords.receptiveField.layerName(level)}</tspan>{" "}
      {`${plane.side}\u2009×\u2009${plane.side}`}
    </text>
  );
}
