import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { extent } from "../maths/volume.ts";
import { Controls, Segments, Slider } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import { ChosenCell } from "./chosen-cell.tsx";
import { CombiningCells, ComplexCells, SimpleCells } from "./cortex-layers.tsx";
import { describe } from "./describe.ts";
import { type CortexModel, createCortexModel } from "./model.ts";
import { Pathway } from "./pathway.tsx";
import { STIMULUS_NAMES } from "./stimulus.ts";
import { VisualField } from "./visual-field.tsx";
import "./style.css";

/** Eye and cortex: receptive fields that cover the visual field, and three layers of cells that see through them. */
export default defineFigure({
  label: () => figureWords.cortex.label,
  attributes: v.strictObject({ stimulus: choice("stimulus", STIMULUS_NAMES, "bar") }),
  height: () => ({ wide: 752, narrow: 1195 }),
  createModel: createCortexModel,
  describe,
  View,
});

function View({ model }: { readonly model: CortexModel }): JSX.Element {
  const { width } = useFigure();
  return (
    <DrawInTurn>
      <Pathway
        stimulus={model.stimulus.value}
        response={extent(model.responses.value.simple).high}
        width={width.value}
      />
      <div class="fig-cortex">
        <VisualField model={model} />
        <SimpleCells model={model} />
        <div class="fig-cortex-next">
          <ComplexCells model={model} />
          <CombiningCells model={model} />
        </div>
      </div>
      <StimulusControls model={model} />
      <ChosenCell model={model} />
    </DrawInTurn>
  );
}

function StimulusControls({ model }: { readonly model: CortexModel }): JSX.Element {
  return (
    <Controls>
      <Segments
        label={figureWords.cortex.stimulus}
        value={model.stimulus.value.name}
        options={STIMULUS_NAMES.map((value) => ({ value, label: figureWords.cortex.stimuli[value] }))}
        onChange={model.show}
      />
      <Slider
        label={figureWords.cortex.tilt}
        value={model.stimulus.value.tilt}
        low={0}
        high={360}
        step={5}
        format={(value) => `${value}°`}
        onChange={model.rotate}
      />
    </Controls>
  );
}
