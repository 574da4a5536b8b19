import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Button, Controls, Segments, Select, Stepper } from "../parts/controls/controls.tsx";
import { MOST_LAYERS, type ReceptiveFieldModel } from "./model.ts";
import { STACK_NAMES, STACKS, type StackLayer, type StackName } from "./stack.ts";

/** Chooses one of the ready-made stacks. */
export function StackControls({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element {
  const current = STACK_NAMES.find((name) => STACKS[name].layers === model.layers.value);
  return (
    <Controls>
      <Segments<StackName | "own">
        label={figureWords.receptiveField.layers}
        value={current ?? "own"}
        options={[
          ...STACK_NAMES.map((value) => ({ value, label: figureWords.receptiveField.stacks[value] })),
          ...(current === undefined
            ? [{ value: "own" as const, label: figureWords.receptiveField.ownStack }]
            : []),
        ]}
        onChange={(name) => {
          if (name !== "own") model.chooseStack(name);
        }}
      />
    </Controls>
  );
}

/** Changes the selected layer, adds and removes layers. */
export function LayerControls({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element {
  const { layers, selectedLayer } = model;
  const layer = layers.value[selectedLayer.value];
  return (
    <div class="fig-layer-controls">
      {layer !== undefined && <LayerSettings model={model} layer={layer} />}
      <Controls>
        <Button disabled={layers.value.length >= MOST_LAYERS} onClick={model.addLayer}>
          {figureWords.receptiveField.addLayer}
        </Button>
        <Button disabled={layers.value.length <= 1} onClick={model.removeLayer}>
          {figureWords.receptiveField.removeLayer(selectedLayer.value + 1)}
        </Button>
      </Controls>
    </div>
  );
}

interface LayerProps {
  readonly model: ReceptiveFieldModel;
  readonly layer: StackLayer;
}

function LayerSettings({ model, layer }: LayerProps): JSX.Element {
  return (
    <Controls>
      <span class="fig-control">{figureWords.receptiveField.layerNumber(model.selectedLayer.value + 1)}</span>
      <Select
        label={figureWords.receptiveField.is}
        value={layer.type}
        options={[
          { value: "conv", label: figureWords.receptiveField.convolution },
          { value: "pool", label: figureWords.receptiveField.pooling },
        ]}
        onChange={model.setLayerType}
      />
      <Stepper
        label={figureWords.parts.kernel}
        value={layer.kernel}
        low={1}
        high={9}
        onChange={(kernel) => model.changeLayer({ kernel })}
      />
      <Stepper
        label={figureWords.parts.stride}
        value={layer.stride}
        low={1}
        high={4}
        onChange={(stride) => model.changeLayer({ stride })}
      />
      {layer.type === "conv" && <ConvolutionSettings model={model} layer={layer} />}
    </Controls>
  );
}

/** What pooling does not have. */
function ConvolutionSettings({ model, layer }: LayerProps): JSX.Element {
  return (
    <>
      <Stepper
        label={figureWords.parts.dilation}
        value={layer.dilation}
        low={1}
        high={4}
        onChange={(dilation) => model.changeLayer({ dilation })}
      />
      <Select
        label={figureWords.parts.padding}
        value={layer.padding}
        options={[
          { value: "none", label: figureWords.parts.none },
          { value: "same", label: figureWords.parts.same },
        ]}
        onChange={(padding) => model.changeLayer({ padding })}
      />
    </>
  );
}
