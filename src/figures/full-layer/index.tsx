import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { ACTIVATION_NAMES, ACTIVATIONS } from "../maths/activation-functions.ts";
import { Controls, Select } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize } from "../parts/grid/grid.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { describe, describeCounts } from "./describe.ts";
import { FilterRow } from "./filter-row.tsx";
import { InputGrid } from "./input-grid.tsx";
import { createFullLayerModel, type FullLayerModel } from "./model.ts";
import { STAGES, stageTitle } from "./stages.ts";
import "./style.css";
import { Sum } from "./sum.tsx";

/** A whole convolutional layer: filters, biases, activation, and every map in between. */
export default defineFigure({
  label: () => figureWords.fullLayer.label,
  attributes: v.strictObject({ activation: choice("activation", ACTIVATION_NAMES, "relu") }),
  height: () => ({ wide: 693, narrow: 1399 }),
  createModel: createFullLayerModel,
  describe,
  View,
});

function View({ model }: { readonly model: FullLayerModel }): JSX.Element {
  return (
    <DrawInTurn>
      <Settings model={model} />
      <Layer model={model} />
      <Sum model={model} />
      <p class="fig-remark">{describeCounts(model)}</p>
    </DrawInTurn>
  );
}

function Settings({ model }: { readonly model: FullLayerModel }): JSX.Element {
  return (
    <Controls>
      <ImageChooser source={model.source} />
      <Select
        label={figureWords.fullLayer.activation}
        value={model.activationName.value}
        options={ACTIVATION_NAMES.map((value) => ({ value, label: ACTIVATIONS[value].label }))}
        onChange={model.chooseActivation}
      />
    </Controls>
  );
}

/** The image, and a row for each filter: side by side if there is room. */
function Layer({ model }: { readonly model: FullLayerModel }): JSX.Element {
  const { width } = useFigure();
  const wide = width.value >= 690;
  const { size } = model.source;
  const imageCell = wide ? cellSize(120, size, 4) : cellSize(width.value * 0.62, size, 7);
  const mapCell = cellSize((width.value - (wide ? 386 : 24)) / 3, size, 5);
  return (
    <div class={`fig-full-layer${wide ? "" : " fig-narrow"}`}>
      <InputGrid model={model} cell={imageCell} />
      <div class="fig-full-layer-filters">
        {wide && <Headings model={model} cell={mapCell} />}
        {model.filters.value.map((filter, index) => (
          <FilterRow key={index} model={model} filter={filter} index={index} cell={mapCell} wide={wide} />
        ))}
      </div>
    </div>
  );
}

/** The headings of the columns, once for all filters. */
function Headings({ model, cell }: { readonly model: FullLayerModel; readonly cell: number }): JSX.Element {
  const map = `${cell * model.source.size + 1}px`;
  return (
    <div class="fig-full-layer-row fig-full-layer-headings" style={{ "--map": map }} aria-hidden="true">
      <p class="fig-title fig-as-kernel">{figureWords.fullLayer.filterAndBias}</p>
      {STAGES.map((stage) => (
        <p key={stage} class="fig-title fig-as-output">
          {stageTitle(model, stage)}
        </p>
      ))}
    </div>
  );
}
