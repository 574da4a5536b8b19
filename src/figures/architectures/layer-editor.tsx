import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import type { LayerSpec, Shape } from "../maths/layer-cost.ts";
import { Select, Stepper } from "../parts/controls/controls.tsx";
import type { NamedLayer } from "./definitions.ts";

/** Controls for the settings of one layer. */
export function LayerEditor(props: {
  readonly named: NamedLayer;
  readonly onChange: (named: NamedLayer) => void;
}): JSX.Element {
  const { named } = props;
  const { layer } = named;
  const onChange = (changed: LayerSpec) => props.onChange({ ...named, layer: changed });
  switch (layer.type) {
    case "conv":
      return <ConvolutionEditor layer={layer} onChange={onChange} />;
    case "pool":
      return (
        <>
          <Select
            label={figureWords.architectures.method}
            value={named.pooling ?? "max"}
            options={[
              { value: "max", label: figureWords.architectures.maximum },
              { value: "average", label: figureWords.architectures.average },
            ]}
            onChange={(pooling) => props.onChange({ ...named, pooling })}
          />
          <WindowEditor layer={layer} onChange={onChange} />
        </>
      );
    case "dense":
      return (
        <Stepper
          label={figureWords.architectures.units}
          value={layer.units}
          low={1}
          high={16384}
          onChange={(units) => onChange({ ...layer, units })}
        />
      );
  }
}

interface EditorProps<Type extends LayerSpec["type"]> {
  readonly layer: Extract<LayerSpec, { readonly type: Type }>;
  readonly onChange: (layer: LayerSpec) => void;
}

function ConvolutionEditor({ layer, onChange }: EditorProps<"conv">): JSX.Element {
  return (
    <>
      <Stepper
        label={figureWords.parts.filtersLabel}
        value={layer.filters}
        low={1}
        high={4096}
        onChange={(filters) => onChange({ ...layer, filters })}
      />
      <Stepper
        label={figureWords.parts.kernel}
        value={layer.kernel}
        low={1}
        high={15}
        onChange={(kernel) => onChange({ ...layer, kernel })}
      />
      <Stepper
        label={figureWords.parts.stride}
        value={layer.stride}
        low={1}
        high={8}
        onChange={(stride) => onChange({ ...layer, stride })}
      />
      <Select
        label={figureWords.parts.padding}
        value={layer.padding === "same" ? "same" : "valid"}
        options={[
          { value: "same", label: figureWords.parts.same },
          { value: "valid", label: figureWords.parts.none },
        ]}
        onChange={(padding) => onChange({ ...layer, padding })}
      />
      <Select
        label={figureWords.architectures.groupsLabel}
        value={String(layer.groups ?? 1)}
        options={["1", "2", "4"].map((value) => ({ value, label: value }))}
        onChange={(groups) => onChange({ ...layer, groups: Number(groups) })}
      />
    </>
  );
}

function WindowEditor({ layer, onChange }: EditorProps<"pool">): JSX.Element {
  return (
    <>
      <Stepper
        label={figureWords.architectures.window}
        value={layer.size}
        low={1}
        high={8}
        onChange={(size) => onChange({ ...layer, size })}
      />
      <Stepper
        label={figureWords.parts.stride}
        value={layer.stride}
        low={1}
        high={8}
        onChange={(stride) => onChange({ ...layer, stride })}
      />
    </>
  );
}

/** Controls for the input's size. Height and width are equal, as in all these networks. */
export function InputEditor(props: {
  readonly input: Shape;
  readonly onChange: (input: Shape) => void;
}): JSX.Element {
  const { input, onChange } = props;
  return (
    <>
      <Stepper
        label={figureWords.architectures.sides}
        value={input.height}
        low={1}
        high={512}
        onChange={(side) => onChange({ ...input, height: side, width: side })}
      />
      <Stepper
        label={figureWords.parts.channels}
        value={input.channels}
        low={1}
        high={64}
        onChange={(channels) => onChange({ ...input, channels })}
      />
    </>
  );
}
