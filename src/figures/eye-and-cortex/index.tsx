import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import * as v from "valibot";
import { choice } from "../attributes.ts";
import { filterSlice } from "../maths/filters.ts";
import { type Position, type Volume, valueAt, volume, volumeFrom } from "../maths/volume.ts";
import "./style.css";
import type { FirstHeight, Mount } from "../figure.ts";
import { Controls, Segments, Slider } from "../parts/controls/controls.tsx";
import { Figure, mountFigure, useAnnounceAfter, useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { AnswerChart } from "./answer-chart.tsx";
import { type CortexModel, createCortexModel, FURTHEST } from "./model.ts";
import { Pathway } from "./pathway.tsx";
import { Rosettes, strokePath } from "./rosettes.tsx";
import { FIELD_SIDE, STIMULUS_NAMES } from "./stimulus.ts";
import {
  COMPLEX_POOLING,
  fieldMiddle,
  PAIRS,
  RECEPTIVE_SIDE,
  RECEPTIVE_STEP,
  SIMPLE_COUNT,
  SIMPLE_FILTERS,
  simpleUnder,
  TILTS,
} from "./visual-cortex.ts";

/** `stimulus`: what is shown at the start. */
export const attributes = v.strictObject({ stimulus: choice("stimulus", STIMULUS_NAMES, "bar") });
type Attributes = v.InferOutput<typeof attributes>;

export const height: FirstHeight<Attributes> = () => ({ wide: 756, narrow: 1203 });

/** Eye and cortex: receptive fields that tile the visual field, and three layers of cells that look through them. */
export const mount: Mount<Attributes> = (host, chosen, context) =>
  mountFigure(host, context, <EyeAndCortex attributes={chosen} />);

const TILT_WORDS = ["level", "rising", "upright", "falling"] as const;
/** From this width on the three layers stand side by side. */
const WIDE = 632;
/** An answer below this counts as silence. */
const FAINT = 0.1;
/** From here on the receptive field of a cell is drawn as answering. */
const CLEAR = 0.5;

function EyeAndCortex(props: { readonly attributes: Attributes }): JSX.Element {
  const model = useMemo(() => createCortexModel(props.attributes.stimulus), [props.attributes]);
  const words = useComputed(() => describe(model));
  useAnnounceAfter(model.actions.value, words.value);
  const { width } = useFigure();
  const strongest = largest(model.responses.value.simple);
  return (
    <Figure label="Eye and cortex" now={words.value}>
      <Pathway stimulus={model.stimulus.value} answer={strongest} width={width.value} />
      <div class="fig-cortex">
        <VisualField model={model} />
        <SimpleCells model={model} />
        <div class="fig-cortex-next">
          <ComplexCells model={model} />
          <CombiningCells model={model} />
        </div>
      </div>
      <Controls>
        <Segments
          label="Stimulus"
          value={model.stimulus.value.name}
          options={STIMULUS_NAMES.map((value) => ({ value, label: value }))}
          onChange={model.show}
        />
        <Slider
          label="Tilt"
          value={model.stimulus.value.tilt}
          low={0}
          high={360}
          step={5}
          format={(value) => `${value}°`}
          onChange={model.turn}
        />
      </Controls>
      <ChosenCell model={model} />
    </Figure>
  );
}

function VisualField({ model }: { readonly model: CortexModel }): JSX.Element {
  const { width } = useFigure();
  const cell = cellSize(width.value < WIDE ? width.value : width.value - 371, FIELD_SIDE, 8);
  const { row, column } = model.stimulus.value;
  return (
    <div class="fig-cortex-field">
      <TitledGrid
        title={
          <>
            visual field <small>drag the {model.stimulus.value.name}</small>
          </>
        }
        name="field"
        label={`Visual field. Arrow keys move the ${model.stimulus.value.name}.`}
        part="input"
        values={model.field.value}
        span={1}
        cell={cell}
        numbers={false}
        current={{ row: Math.round(row), column: Math.round(column) }}
        describe={() => `${model.stimulus.value.name}, ${words(model)}`}
        onChoose={model.move}
        onPaint={model.move}
      />
      <Fields model={model} cell={cell} />
    </div>
  );
}

/** The receptive fields over the visual field: all of them faintly, those of answering cells, and the chosen one. */
function Fields({ model, cell }: { readonly model: CortexModel; readonly cell: number }): JSX.Element {
  const side = FIELD_SIDE * cell;
  const centre = (index: number) => (fieldMiddle(index) + 0.5) * cell;
  const { row, column } = model.cell.value;
  const tilt = TILTS[model.tilt.value] ?? 0;
  const radius = (RECEPTIVE_SIDE / 2) * cell;
  const over = model.over.value;
  const wide = (RECEPTIVE_SIDE + (COMPLEX_POOLING.size - 1) * RECEPTIVE_STEP) * cell;
  return (
    <svg
      class="fig-receptive-fields"
      width={side}
      height={side}
      viewBox={`0 0 ${side} ${side}`}
      aria-hidden="true"
    >
      {Array.from({ length: SIMPLE_COUNT * SIMPLE_COUNT }, (_, index) => {
        const place = { row: Math.floor(index / SIMPLE_COUNT), column: index % SIMPLE_COUNT };
        const answer = Math.max(...answersAt(model.responses.value.simple, place));
        const answers = answer > CLEAR;
        // All of them would hide the stimulus: every second one shows how they cover the field.
        if (!answers && (place.row % 2 === 1 || place.column % 2 === 1)) return null;
        return (
          <circle
            key={`${place.row},${place.column}`}
            class={answers ? "fig-one-field fig-one-field-answering" : "fig-one-field"}
            style={{ "--answer": String(Math.min(1, answer)) }}
            cx={centre(place.column)}
            cy={centre(place.row)}
            r={radius - 1}
          />
        );
      })}
      <rect
        class="fig-complex-field"
        x={centre(simpleUnder(over.column)) - wide / 2}
        y={centre(simpleUnder(over.row)) - wide / 2}
        width={wide}
        height={wide}
        rx={radius}
      />
      <circle class="fig-chosen-field" cx={centre(column)} cy={centre(row)} r={radius - 1} />
      <path class="fig-chosen-field" d={strokePath(tilt, centre(column), centre(row), radius - 1)} />
    </svg>
  );
}

function SimpleCells({ model }: { readonly model: CortexModel }): JSX.Element {
  const { width } = useFigure();
  const over = model.over.value;
  return (
    <div class="fig-titled fig-as-output">
      <p class="fig-title" aria-hidden="true">
        simple cells <small>9 × 9 places, 4 tilts</small>
      </p>
      <Rosettes
        name="simple"
        label="Simple cells, 9 × 9 places with four tilts each"
        answers={model.responses.value.simple}
        cell={width.value < WIDE ? cellSize(width.value * 0.63, SIMPLE_COUNT, 25) : 25}
        chosen={model.cell.value}
        framed={{
          row: over.row * COMPLEX_POOLING.stride,
          column: over.column * COMPLEX_POOLING.stride,
          side: COMPLEX_POOLING.size,
        }}
        describe={(place) => sayAnswers(model.responses.value.simple, place)}
        onPoint={(place) => {
          model.pointed.value = place;
        }}
        onChoose={model.look}
      />
    </div>
  );
}

function ComplexCells({ model }: { readonly model: CortexModel }): JSX.Element {
  return (
    <div class="fig-titled fig-as-output">
      <p class="fig-title" aria-hidden="true">
        complex cells
      </p>
      <Rosettes
        name="complex"
        label="Complex cells, 3 × 3 places with four tilts each"
        answers={model.responses.value.complex}
        cell={34}
        chosen={model.over.value}
        framed={null}
        describe={(place) => sayAnswers(model.responses.value.complex, place)}
        onPoint={() => undefined}
        onChoose={(place) => model.look({ row: simpleUnder(place.row), column: simpleUnder(place.column) })}
      />
    </div>
  );
}

/** Cells that want two tilts at once, wherever in the field they meet: one for each pair, its best place shown. */
function CombiningCells({ model }: { readonly model: CortexModel }): JSX.Element {
  return (
    <div class="fig-titled fig-as-output">
      <p class="fig-title" aria-hidden="true">
        combining cells
      </p>
      <div class="fig-combining">
        {PAIRS.map((pair, index) => {
          const answer = combiningAnswer(model, index);
          return (
            <svg
              key={pair.join()}
              class={answer > 0 ? "fig-combining-cell fig-combining-answering" : "fig-combining-cell"}
              style={{ "--answer": String(Math.min(1, answer)) }}
              width="48"
              height="48"
              viewBox="0 0 48 48"
              role="img"
              aria-label={`${pair.map((tilt) => TILT_WORDS[tilt]).join(" and ")} lines together: ${formatNumber(answer)}`}
            >
              <circle cx="24" cy="24" r="21" />
              {pair.map((tilt) => (
                <path key={tilt} d={strokePath(TILTS[tilt] ?? 0, 24, 24, 13)} />
              ))}
            </svg>
          );
        })}
      </div>
    </div>
  );
}

/** The chosen simple cell: its weights on the light it sees, and how it and its complex cell take turning and moving. */
function ChosenCell({ model }: { readonly model: CortexModel }): JSX.Element {
  const { width } = useFigure();
  const narrow = width.value < WIDE;
  const square = filterSlice(SIMPLE_FILTERS, 0, model.tilt.value);
  const chart = narrow ? Math.floor((width.value - 20) / 2) : Math.floor((width.value - 330) / 2);
  return (
    <div class="fig-chosen-cell">
      <Controls>
        <span class="fig-control">The simple cell looked at prefers</span>
        <Segments
          label="Tilt that the chosen simple cell prefers"
          value={String(model.tilt.value)}
          options={TILT_WORDS.map((label, index) => ({ value: String(index), label }))}
          onChange={(tilt) => model.prefer(Number(tilt))}
        />
      </Controls>
      <div class="fig-chosen-cell-row">
        <div class="fig-chosen-cell-sum">
          <TitledGrid
            title="its light"
            name="patch"
            label="Light in the receptive field of the chosen simple cell"
            part="input"
            values={patch(model)}
            span={1}
            cell={8}
            numbers={false}
          />
          <span class="fig-operator" aria-hidden="true">
            ·
          </span>
          <TitledGrid
            title="its weights"
            name="weights"
            label="Weights of the chosen simple cell: positive along its line, negative beside it"
            part="kernel"
            values={volume(square.height, square.width, 1, square.values)}
            cell={8}
            numbers={false}
          />
        </div>
        <AnswerChart
          title="answers as it is turned"
          curves={model.turned.value}
          now={model.stimulus.value.tilt}
          ticks={[0, 180, 360].map((at) => ({ at, label: `${at}°` }))}
          width={chart}
          height={104}
        />
        <AnswerChart
          title="answers as it is moved"
          curves={model.moved.value}
          now={0}
          ticks={[
            { at: -FURTHEST, label: `−${FURTHEST} cells` },
            { at: 0, label: "here" },
            { at: FURTHEST, label: `+${FURTHEST}` },
          ]}
          width={chart}
          height={104}
        />
      </div>
      <p class="fig-cortex-words">
        {sumWords(model)} <LegendWords model={model} />
      </p>
    </div>
  );
}

function LegendWords({ model }: { readonly model: CortexModel }): JSX.Element {
  const { row, column } = model.over.value;
  const answer = valueAt(model.responses.value.complex, row, column, model.tilt.value);
  return (
    <>
      <span class="fig-key fig-key-complex">The complex cell</span> that listens to it and its neighbours
      answers <b class="fig-as-output">{formatNumber(answer)}</b>.
    </>
  );
}

function sumWords(model: CortexModel): JSX.Element {
  const sum = model.sum.value;
  return (
    <>
      <span class="fig-key fig-key-simple">The simple cell</span> adds up{" "}
      <b class="fig-as-output">{formatNumber(sum)}</b>
      {sum > 0
        ? ", and that is its answer."
        : ": it stays silent, since no neuron can answer less than nothing."}
    </>
  );
}

/** The light that the chosen simple cell sees. */
function patch(model: CortexModel): Volume {
  const { row, column } = model.cell.value;
  return volumeFrom(RECEPTIVE_SIDE, RECEPTIVE_SIDE, 1, (down, across) =>
    valueAt(model.field.value, row * RECEPTIVE_STEP + down, column * RECEPTIVE_STEP + across),
  );
}

function answersAt(answers: Volume, { row, column }: Position): readonly number[] {
  return TILTS.map((_, tilt) => valueAt(answers, row, column, tilt));
}

function combiningAnswer(model: CortexModel, pair: number): number {
  const { values } = model.responses.value.combining;
  return values.reduce(
    (best, value, index) => (index % PAIRS.length === pair ? Math.max(best, value) : best),
    0,
  );
}

function largest(answers: Volume): number {
  return answers.values.reduce((best, value) => Math.max(best, value), 0);
}

function sayAnswers(answers: Volume, place: Position): string {
  const said = answersAt(answers, place).map((answer, tilt) => `${TILT_WORDS[tilt]} ${formatNumber(answer)}`);
  return `row ${place.row + 1}, column ${place.column + 1}: ${said.join(", ")}`;
}

function words(model: CortexModel): string {
  const { row, column, tilt } = model.stimulus.value;
  return `at row ${Math.round(row) + 1}, column ${Math.round(column) + 1} of ${FIELD_SIDE}, tilted by ${tilt} degrees`;
}

function describe(model: CortexModel): string {
  const { simple, combining } = model.responses.value;
  const answering = TILTS.map((_, tilt) => {
    const count = simple.values.filter(
      (value, index) => index % TILTS.length === tilt && value > FAINT,
    ).length;
    return `${count} that prefer ${TILT_WORDS[tilt]} lines`;
  });
  const { row, column } = model.cell.value;
  const over = model.over.value;
  const complex = valueAt(model.responses.value.complex, over.row, over.column, model.tilt.value);
  const pairs = PAIRS.map(
    (pair, index) =>
      `${pair.map((tilt) => TILT_WORDS[tilt]).join(" with ")} ${formatNumber(combiningAnswer(model, index))}`,
  );
  return (
    `A ${model.stimulus.value.name} in the visual field, ${words(model)}. Simple cells that answer: ${answering.join(", ")}. ` +
    `The simple cell at row ${row + 1}, column ${column + 1} that prefers ${TILT_WORDS[model.tilt.value]} lines adds up ` +
    `${formatNumber(model.sum.value)}; the complex cell over it answers ${formatNumber(complex)}. ` +
    `${largest(combining) > 0 ? "Combining cells answer" : "Combining cells are silent"}: ${pairs.join(", ")}.`
  );
}
