import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { Segments, Stepper } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { Player } from "../parts/player/player.tsx";
import { Formula } from "../parts/text/formula.tsx";
import { announcement, describe } from "./describe.ts";
import { Grids } from "./grids.tsx";
import { type ArithmeticModel, createArithmeticModel } from "./model.ts";
import { PRESET_NAMES, PRESETS, presetOf, SETTINGS } from "./presets.ts";
import { SIZE_IN_LETTERS, sizeInNumbers, sizeInText, sizeResult } from "./size-formula.ts";
import "./style.css";
import { Axis } from "./tape.tsx";

/** Convolution arithmetic: how input, kernel, padding, stride and dilation determine the size of the output. */
export default defineFigure({
  label: () => figureWords.convolutionArithmetic.label,
  attributes: v.strictObject({
    input: wholeNumber("input", 1, 12, 5),
    kernel: wholeNumber("kernel", 1, 7, 3),
    padding: wholeNumber("padding", 0, 4, 0),
    stride: wholeNumber("stride", 1, 4, 1),
    dilation: wholeNumber("dilation", 1, 3, 1),
  }),
  height: ({ input, padding }) => ({
    wide: 402 + 34 * (input + 2 * padding),
    narrow: 690 + 100 * padding,
  }),
  createModel: createArithmeticModel,
  describe,
  announcement,
  View,
});

function View({ model }: { readonly model: ArithmeticModel }): JSX.Element {
  return (
    <DrawInTurn>
      <Presets model={model} />
      <Settings model={model} />
      <Grids model={model} />
      {model.size.value.type === "valid" && (
        <Player playback={model.playback} noun={figureWords.parts.outputNoun} />
      )}
      <SizeFormula model={model} />
      <Axis model={model} />
    </DrawInTurn>
  );
}

function Presets({ model }: { readonly model: ArithmeticModel }): JSX.Element {
  return (
    <Segments
      label={figureWords.convolutionArithmetic.presetsLabel}
      value={presetOf(model.settings.value)}
      options={PRESET_NAMES.map((value) => ({
        value,
        label: figureWords.convolutionArithmetic.presets[value],
      }))}
      onChange={(preset) => {
        if (preset !== "own") model.change(PRESETS[preset]);
      }}
    />
  );
}

function Settings({ model }: { readonly model: ArithmeticModel }): JSX.Element {
  return (
    <div class="fig-arithmetic-settings">
      {SETTINGS.map(({ name, low, high }) => (
        <Stepper
          key={name}
          label={figureWords.convolutionArithmetic.settings[name]}
          value={model.settings.value[name]}
          low={low}
          high={high}
          onChange={(value) => model.change({ [name]: value })}
        />
      ))}
    </div>
  );
}

function SizeFormula({ model }: { readonly model: ArithmeticModel }): JSX.Element {
  const settings = model.settings.value;
  const size = model.size.value;
  return (
    <div class="fig-arithmetic-formula">
      <Formula tex={`\\displaystyle ${SIZE_IN_LETTERS}`} plain="o = ⌊(n + 2p − (d(k − 1) + 1)) / s⌋ + 1" />
      <Formula tex={`\\displaystyle ${sizeInNumbers(settings)}`} plain={`= ${sizeInText(settings, size)}`} />
      <Formula tex={`\\displaystyle ${sizeResult(settings, size)}`} plain="" />
    </div>
  );
}
