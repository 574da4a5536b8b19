import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Controls, Select, Slider } from "../parts/controls/controls.tsx";
import type { LayerSizes, WeightSharingModel } from "./model.ts";

const CHOICES = {
  channels: [1, 3, 16, 64],
  filters: [1, 4, 16, 64, 256],
  kernel: [1, 3, 5, 7, 11],
} as const;

/** Chooses the layer whose parameters are counted. */
export function SizeControls({ model }: { readonly model: WeightSharingModel }): JSX.Element {
  const { image } = model.sizes.value;
  return (
    <Controls>
      <Slider
        label={figureWords.weightSharing.image}
        value={image}
        low={8}
        high={224}
        step={4}
        format={squareSize}
        onChange={(to) => model.setSizes({ image: to })}
      />
      <SizeSelect label={figureWords.parts.channels} name="channels" model={model} />
      <SizeSelect label={figureWords.parts.filtersLabel} name="filters" model={model} />
      <SizeSelect label={figureWords.parts.kernel} name="kernel" model={model} format={squareSize} />
    </Controls>
  );
}

/** Offers the usual numbers, and the one that the lesson set. */
function SizeSelect(props: {
  readonly label: string;
  readonly name: keyof typeof CHOICES & keyof LayerSizes;
  readonly model: WeightSharingModel;
  readonly format?: (value: number) => string;
}): JSX.Element {
  const { label, name, model, format = String } = props;
  const current = model.sizes.value[name];
  const offered = [...new Set([...CHOICES[name], current])].toSorted((a, b) => a - b);
  return (
    <Select
      label={label}
      value={String(current)}
      options={offered.map((value) => ({ value: String(value), label: format(value) }))}
      onChange={(value) => model.setSizes({ [name]: Number(value) })}
    />
  );
}

function squareSize(side: number): string {
  return `${side} × ${side}`;
}
