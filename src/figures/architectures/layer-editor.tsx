import type { JSX } from "preact";
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
      return (
        <>
          <Stepper
            label="Filters"
            value={layer.filters}
            low={1}
            high={4096}
            onChange={(filters) => onChange({ ...layer, filters })}
          />
          <Stepper
            label="Kernel"
            value={layer.kernel}
            low={1}
            high={15}
            onChange={(kernel) => onChange({ ...layer, kernel })}
          />
          <Stepper
            label="Stride"
            value={layer.stride}
            low={1}
            high={8}
            onChange={(stride) => onChange({ ...layer, stride })}
          />
          <Select
            label="Padding"
            value={layer.padding === "same" ? "same" : "valid"}
            options={[
              { value: "same", label: "same" },
              { value: "valid", label: "none" },
            ]}
            onChange={(padding) => onChange({ ...layer, padding })}
          />
          <Select
            label="Groups"
            value={String(layer.groups ?? 1)}
            options={["1", "2", "4"].map((value) => ({ value, label: value }))}
            onChange={(groups) => onChange({ ...layer, groups: Number(groups) })}
          />
        </>
      );
    case "pool":
      return (
        <>
          <Select
            label="Method"
            value={named.pooling ?? "max"}
            options={[
              { value: "max", label: "maximum" },
              { value: "average", label: "average" },
            ]}
            onChange={(pooling) => props.onChange({ ...named, pooling })}
          />
          <Stepper
            label="Window"
            value={layer.size}
            low={1}
            high={8}
            onChange={(size) => onChange({ ...layer, size })}
          />
          <Stepper
            label="Stride"
            value={layer.stride}
            low={1}
            high={8}
            onChange={(stride) => onChange({ ...layer, stride })}
          />
        </>
      );
    case "dense":
      return (
        <Stepper
          label="Units"
          value={layer.units}
          low={1}
          high={16384}
          onChange={(units) => onChange({ ...layer, units })}
        />
      );
  }
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
        label="Sides"
        value={input.height}
        low={1}
        high={512}
        onChange={(side) => onChange({ ...input, height: side, width: side })}
      />
      <Stepper
        label="Channels"
        value={input.channels}
        low={1}
        high={64}
        onChange={(channels) => onChange({ ...input, channels })}
      />
    </>
  );
}
