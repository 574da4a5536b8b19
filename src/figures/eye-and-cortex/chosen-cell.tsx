import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { filterSlice } from "../maths/filters.ts";
import { volume } from "../maths/volume.ts";
import { Controls, Segments } from "../parts/controls/controls.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import { TitledGrid } from "../parts/grid/grid.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { complexResponseOf, TILT_NAMES } from "./describe.ts";
import { isNarrow } from "./layout.ts";
import { type CortexModel, LARGEST_MOVE } from "./model.ts";
import { ResponseChart } from "./response-chart.tsx";
import { RECEPTIVE_SIDE, SIMPLE_FILTERS } from "./simple-filters.ts";

interface CellProps {
  readonly model: CortexModel;
}

/** The chosen simple cell: its light, its weights, and how it and its complex cell respond to rotation and movement. */
export function ChosenCell({ model }: CellProps): JSX.Element {
  return (
    <div class="fig-chosen-cell">
      <TiltControl model={model} />
      <div class="fig-chosen-cell-row">
        <WeightedLight model={model} />
        <Charts model={model} />
      </div>
      <p class="fig-cortex-words">
        <SimpleResult sum={model.sum.value} /> <ComplexResult response={complexResponseOf(model)} />
      </p>
    </div>
  );
}

function TiltControl({ model }: CellProps): JSX.Element {
  return (
    <Controls>
      <span class="fig-control">{figureWords.cortex.prefers}</span>
      <Segments
        label={figureWords.cortex.tiltLabel}
        value={String(model.tilt.value)}
        options={TILT_NAMES.map((name, index) => ({
          value: String(index),
          label: figureWords.cortex.tilts[name],
        }))}
        onChange={(tilt) => model.chooseTilt(Number(tilt))}
      />
    </Controls>
  );
}

function WeightedLight({ model }: CellProps): JSX.Element {
  const { values } = filterSlice(SIMPLE_FILTERS, 0, model.tilt.value);
  return (
    <div class="fig-chosen-cell-sum">
      <TitledGrid
        title={figureWords.cortex.itsLight}
        name="patch"
        label={figureWords.cortex.lightLabel}
        part="input"
        values={model.light.value}
        span={1}
        cell={8}
        numbers={false}
      />
      <span class="fig-operator" aria-hidden="true">
        ·
      </span>
      <TitledGrid
        title={figureWords.cortex.itsWeights}
        name="weights"
        label={figureWords.cortex.weightsLabel}
        part="kernel"
        values={volume(RECEPTIVE_SIDE, RECEPTIVE_SIDE, 1, values)}
        cell={8}
        numbers={false}
      />
    </div>
  );
}

function Charts({ model }: CellProps): JSX.Element {
  const { width } = useFigure();
  const available = isNarrow(width.value) ? width.value - 20 : width.value - 330;
  const size = { width: Math.floor(available / 2), height: 104 };
  return (
    <>
      <ResponseChart
        title={figureWords.cortex.toRotation}
        curves={model.rotated.value}
        current={model.stimulus.value.tilt}
        ticks={[0, 180, 360].map((at) => ({ at, label: `${at}°` }))}
        {...size}
      />
      <ResponseChart
        title={figureWords.cortex.toMovement}
        curves={model.moved.value}
        current={0}
        ticks={[
          { at: -LARGEST_MOVE, label: figureWords.cortex.cellsBack(LARGEST_MOVE) },
          { at: 0, label: figureWords.cortex.here },
          { at: LARGEST_MOVE, label: `+${LARGEST_MOVE}` },
        ]}
        {...size}
      />
    </>
  );
}

function SimpleResult({ sum }: { readonly sum: number }): JSX.Element {
  return (
    <>
      <span class="fig-key fig-key-simple">{figureWords.cortex.simpleCell}</span> {figureWords.cortex.hasSum}{" "}
      <b class="fig-as-output">{formatNumber(sum)}</b>
      {sum > 0 ? figureWords.cortex.isResponse : figureWords.cortex.noResponse}
    </>
  );
}

function ComplexResult({ response }: { readonly response: number }): JSX.Element {
  return (
    <>
      <span class="fig-key fig-key-complex">{figureWords.cortex.complexCell}</span>{" "}
      {figureWords.cortex.poolsAndResponds} <b class="fig-as-output">{formatNumber(response)}</b>.
    </>
  );
}
