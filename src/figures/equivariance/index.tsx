import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice, wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { KERNEL_NAMES } from "../maths/well-known-kernels.ts";
import { Button, Controls, Select, Slider } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { conclusion, describe } from "./describe.ts";
import { createEquivarianceModel, type EquivarianceModel, LARGEST_SHIFT } from "./model.ts";
import { Stages } from "./stages.tsx";
import "./style.css";

const WINDOWS = ["1", "2", "4", "8", "16", "32"] as const;

/** Translational equivariance: what moves with an image, what stays the same, and what does neither. */
export default defineFigure({
  label: () => figureWords.equivariance.label,
  attributes: v.strictObject({
    /** The shift at the start, in cells. */
    right: wholeNumber("right", 0, LARGEST_SHIFT, 2),
    down: wholeNumber("down", 0, LARGEST_SHIFT, 1),
    /** The side of the pooling window. */
    window: v.pipe(choice("window", WINDOWS, "8"), v.transform(Number)),
  }),
  height: () => ({ wide: 475, narrow: 908 }),
  createModel: createEquivarianceModel,
  describe,
  View,
});

function View({ model }: { readonly model: EquivarianceModel }): JSX.Element {
  return (
    <DrawInTurn>
      <ImageChooser source={model.source} />
      <ShiftControls model={model} />
      <Stages model={model} />
      <LayerControls model={model} />
      <p class="fig-equivariance-says">{conclusion(model)}</p>
    </DrawInTurn>
  );
}

function ShiftControls({ model }: { readonly model: EquivarianceModel }): JSX.Element {
  const { right, down, shift } = model;
  return (
    <Controls>
      <ShiftSlider
        label={figureWords.equivariance.toTheRight}
        value={right.value}
        onChange={(to) => shift(to, down.value)}
      />
      <ShiftSlider
        label={figureWords.equivariance.down}
        value={down.value}
        onChange={(to) => shift(right.value, to)}
      />
      <Button onClick={() => shift(0, 0)}>{figureWords.equivariance.reset}</Button>
    </Controls>
  );
}

function ShiftSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (to: number) => void;
}): JSX.Element {
  return (
    <Slider {...props} low={-LARGEST_SHIFT} high={LARGEST_SHIFT} format={(value) => formatNumber(value)} />
  );
}

function LayerControls({ model }: { readonly model: EquivarianceModel }): JSX.Element {
  const { kernelName, window } = model;
  return (
    <Controls>
      <Select
        label={figureWords.parts.kernel}
        value={kernelName.value}
        options={KERNEL_NAMES.map((name) => ({ value: name, label: figureWords.kernels[name].label }))}
        onChange={model.chooseKernel}
      />
      <Select
        label={figureWords.equivariance.poolingOver}
        value={String(window.value)}
        options={WINDOWS.map((value) => ({ value, label: windowLabel(value) }))}
        onChange={(side) => model.setWindow(Number(side))}
      />
    </Controls>
  );
}

function windowLabel(side: (typeof WINDOWS)[number]): string {
  switch (side) {
    case "1":
      return figureWords.equivariance.nothing;
    case "32":
      return figureWords.equivariance.wholeMap;
    default:
      return `${side} × ${side}`;
  }
}
