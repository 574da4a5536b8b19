import type { JSX } from "preact";
import { Button, Controls, Segments, Select, Stepper } from "../parts/controls/controls.tsx";
import { MOST_LAYERS, type ReceptiveFieldModel } from "./model.ts";
import { STACK_NAMES, STACKS, type StackLayer, type StackName } from "./stack.ts";

/** Chooses one of the ready-made stacks. */
export function StackControls({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element {
  const current = STACK_NAMES.find((name) => STACKS[name].layers === model.layers.value);
  return (
    <Controls>
      <Segments<StackName | "own">
        label="Layers"
        value={current ?? "own"}
        options={[
          ...STACK_NAMES.map((value) => ({ value, label: STACKS[value].label })),
          ...(current === undefined ? [{ value: "own" as const, label: "Your own" }] : []),
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
          Add a layer
        </Button>
        <Button disabled={layers.value.length <= 1} onClick={model.removeLayer}>
          Remove layer {selectedLayer.value + 1}
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
      <span class="fig-control">Layer {model.selectedLayer.value + 1}</span>
      <Select
        label="is"
        value={layer.type}
        options={[
          { value: "conv", label: "convolution" },
          { value: "pool", label: "pooling" },
        ]}
        onChange={model.setLayerType}
      />
      <Stepper
        label="Kernel"
        value={layer.kernel}
        low={1}
        high={9}
        onChange={(kernel) => model.changeLayer({ kernel })}
      />
      <Stepper
        label="Stride"
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
        label="Dilation"
        value={layer.dilation}
        low={1}
        high={4}
        onChange={(dilation) => model.changeLayer({ dilation })}
      />
      <Select
        label="Padding"
        value={layer.padding}
        options={[
          { value: "none", label: "none" },
          { value: "same", label: "same" },
        ]}
        onChange={(padding) => model.changeLayer({ padding })}
      />
    </>
  );
}
