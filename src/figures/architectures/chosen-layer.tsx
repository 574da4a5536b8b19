import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Button, Controls } from "../parts/controls/controls.tsx";
import type { AnalysedLayer } from "./analysis.ts";
import { formatShape, layerLabel, layerName } from "./describe.ts";
import { InputEditor, LayerEditor } from "./layer-editor.tsx";
import { LayerSums } from "./layer-sums.tsx";
import { type ArchitecturesModel, MOST_LAYERS } from "./model.ts";

/** The selected layer: how its numbers are computed, and the controls that change it. */
export function ChosenLayer({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  const layer = model.analysis.value.layers[model.selected.value - 1];
  return layer === undefined ? <ChosenInput model={model} /> : <Chosen model={model} layer={layer} />;
}

function ChosenInput({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  const { input } = model.network.value;
  return (
    <div class="fig-chosen-layer">
      <p class="fig-chosen-name">
        <b>{figureWords.parts.input}</b> <small>{formatShape(input)}</small>
      </p>
      <Controls>
        <InputEditor input={input} onChange={model.setInput} />
      </Controls>
    </div>
  );
}

function Chosen(props: { readonly model: ArchitecturesModel; readonly layer: AnalysedLayer }): JSX.Element {
  const { model, layer } = props;
  const { named } = layer;
  const count = model.network.value.layers.length;
  return (
    <div class="fig-chosen-layer">
      <p class="fig-chosen-name">
        <b>{layerName(named.name)}</b> <small>{layerLabel(named)}</small>
      </p>
      <Result layer={layer} />
      <Controls>
        <LayerEditor named={named} onChange={model.setLayer} />
        <Button disabled={count >= MOST_LAYERS} onClick={model.duplicateLayer}>
          {figureWords.architectures.duplicate}
        </Button>
        <Button disabled={count <= 1} onClick={model.removeLayer}>
          {figureWords.architectures.remove}
        </Button>
      </Controls>
    </div>
  );
}

function Result({ layer }: { readonly layer: AnalysedLayer }): JSX.Element {
  switch (layer.type) {
    case "counted":
      return <LayerSums layer={layer} />;
    case "impossible":
      return <p class="fig-fault">{layer.reason}</p>;
    case "unknown":
      return <p class="fig-fault">{figureWords.architectures.fixEarlier}</p>;
  }
}
