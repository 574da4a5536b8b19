import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice, wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { valueAt } from "../maths/volume.ts";
import { KERNEL_NAMES } from "../maths/well-known-kernels.ts";
import { Controls, Segments } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { Player } from "../parts/player/player.tsx";
import { Arithmetic } from "../parts/text/arithmetic.tsx";
import { formatWeight } from "../parts/text/format.ts";
import { describe, describeCurrent } from "./describe.ts";
import { type ConvolutionModel, createConvolutionModel } from "./model.ts";
import { NumberView } from "./number-view.tsx";
import { PictureView } from "./picture-view.tsx";
import { Settings } from "./settings.tsx";
import "./style.css";

/** Convolution, one output at a time: input, kernel and feature map, with the arithmetic of every output. */
export default defineFigure({
  label: () => figureWords.convolution.label,
  attributes: v.strictObject({
    /** Rows and columns of the grid of numbers. */
    input: wholeNumber("input", 3, 12, 7),
    kernel: wholeNumber("kernel", 1, 5, 3),
    stride: wholeNumber("stride", 1, 3, 1),
    padding: wholeNumber("padding", 0, 2, 0),
    /** The ready-made kernel at the start, if it is 3 × 3. */
    weights: choice("weights", KERNEL_NAMES, "sobel-x"),
    show: choice("show", ["numbers", "picture"], "numbers"),
  }),
  height: ({ show }) => (show === "numbers" ? { wide: 509, narrow: 786 } : { wide: 606, narrow: 783 }),
  createModel: createConvolutionModel,
  describe,
  announcement: describeCurrent,
  View,
});

function View({ model }: { readonly model: ConvolutionModel }): JSX.Element {
  const { mode, size, source } = model;
  return (
    <DrawInTurn>
      <Controls>
        <Segments
          label={figureWords.convolution.convolved}
          value={mode.value}
          options={[
            { value: "numbers", label: figureWords.convolution.numbers },
            { value: "picture", label: figureWords.convolution.picture },
          ]}
          onChange={model.show}
        />
        {mode.value === "picture" && <ImageChooser source={source} />}
      </Controls>
      {size.value.type === "valid" ? (
        <Grids model={model} />
      ) : (
        <p class="fig-fault">
          {size.value.problem} {size.value.remedy}
        </p>
      )}
      <Settings model={model} />
    </DrawInTurn>
  );
}

function Grids({ model }: { readonly model: ConvolutionModel }): JSX.Element {
  const { mode, output, playback, terms } = model;
  const { row, column } = playback.current.value;
  return (
    <>
      {mode.value === "numbers" ? <NumberView model={model} /> : <PictureView model={model} />}
      <div class="fig-convolution-sum">
        <Arithmetic
          result={valueAt(output.value, row, column)}
          products={terms.value}
          formatWeight={formatWeight}
        />
      </div>
      <Player playback={playback} noun={figureWords.parts.outputNoun} />
    </>
  );
}
