import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import type { Position } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { describeStimulus } from "./describe.ts";
import { isNarrow } from "./layout.ts";
import type { CortexModel } from "./model.ts";
import { strokePath } from "./rosettes.tsx";
import { RECEPTIVE_SIDE, TILTS } from "./simple-filters.ts";
import { FIELD_SIDE } from "./stimulus.ts";
import { complexField, fieldCentre, SIMPLE_COUNT, strongestAt } from "./visual-cortex.ts";

/** A receptive field is highlighted from this response on. */
const CLEAR = 0.5;

/** The stimulus, which can be dragged, under the receptive fields. */
export function VisualField({ model }: { readonly model: CortexModel }): JSX.Element {
  const { width } = useFigure();
  const cell = cellSize(isNarrow(width.value) ? width.value : width.value - 371, FIELD_SIDE, 8);
  const { name, row, column } = model.stimulus.value;
  return (
    <div class="fig-cortex-field">
      <TitledGrid
        title={figureWords.cortex.field}
        detail={figureWords.cortex.dragIt(figureWords.cortex.stimuli[name])}
        name="field"
        label={figureWords.cortex.fieldLabel(figureWords.cortex.stimuli[name])}
        part="input"
        values={model.field.value}
        span={1}
        cell={cell}
        numbers={false}
        current={{ row: Math.round(row), column: Math.round(column) }}
        describe={() => `${name}, ${describeStimulus(model)}`}
        onChoose={model.move}
        onDrag={model.move}
      />
      <ReceptiveFields model={model} cell={cell} />
    </div>
  );
}

interface FieldProps {
  readonly model: CortexModel;
  /** Side of a cell of the visual field in pixels. */
  readonly cell: number;
}

/** The receptive fields over the visual field: all of them faintly, those that respond, and those of the chosen cells. */
function ReceptiveFields({ model, cell }: FieldProps): JSX.Element {
  const side = FIELD_SIDE * cell;
  return (
    <svg
      class="fig-receptive-fields"
      width={side}
      height={side}
      viewBox={`0 0 ${side} ${side}`}
      aria-hidden="true"
    >
      {Array.from({ length: SIMPLE_COUNT * SIMPLE_COUNT }, (_, index) => {
        const position = { row: Math.floor(index / SIMPLE_COUNT), column: index % SIMPLE_COUNT };
        return <SimpleField key={index} model={model} cell={cell} position={position} />;
      })}
      <ComplexField model={model} cell={cell} />
      <ChosenField model={model} cell={cell} />
    </svg>
  );
}

function SimpleField({
  model,
  cell,
  position,
}: FieldProps & { readonly position: Position }): JSX.Element | null {
  const response = strongestAt(model.responses.value.simple, position);
  const responds = response > CLEAR;
  // All of them would hide the stimulus, so of the silent ones only every second is drawn.
  if (!responds && (position.row % 2 === 1 || position.column % 2 === 1)) return null;
  return (
    <circle
      class={responds ? "fig-one-field fig-one-field-answering" : "fig-one-field"}
      style={{ "--answer": String(Math.min(1, response)) }}
      cx={centreOf(position.column, cell)}
      cy={centreOf(position.row, cell)}
      r={radiusOf(cell) - 1}
    />
  );
}

function ComplexField({ model, cell }: FieldProps): JSX.Element {
  const { row, column, side } = complexField(model.complex.value);
  return (
    <rect
      class="fig-complex-field"
      x={column * cell}
      y={row * cell}
      width={side * cell}
      height={side * cell}
      rx={radiusOf(cell)}
    />
  );
}

function ChosenField({ model, cell }: FieldProps): JSX.Element {
  const [x, y] = [centreOf(model.simple.value.column, cell), centreOf(model.simple.value.row, cell)];
  const radius = radiusOf(cell) - 1;
  return (
    <>
      <circle class="fig-chosen-field" cx={x} cy={y} r={radius} />
      <path class="fig-chosen-field" d={strokePath(TILTS[model.tilt.value] ?? 0, x, y, radius)} />
    </>
  );
}

/** The centre of a simple cell's receptive field along one axis, in pixels. */
function centreOf(simple: number, cell: number): number {
  return (fieldCentre(simple) + 0.5) * cell;
}

function radiusOf(cell: number): number {
  return (RECEPTIVE_SIDE / 2) * cell;
}
