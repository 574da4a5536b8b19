import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice, wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { Controls, Segments, Stepper } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { Player } from "../parts/player/player.tsx";
import { describe, describeCurrent } from "./describe.ts";
import { MapGrids } from "./map-grids.tsx";
import { createPoolingModel, type PoolingModel } from "./model.ts";
import { NumberGrids } from "./number-grids.tsx";
import { PoolingSum } from "./pooling-sum.tsx";
import { ShapeLine } from "./shape-line.tsx";
import "./style.css";

/** Pooling, one output at a time, on numbers and on the feature maps of an image. */
export default defineFigure({
  label: () => figureWords.pooling.label,
  attributes: v.strictObject({
    /** Rows and columns of the grid of numbers. */
    input: wholeNumber("input", 4, 8, 6),
    window: wholeNumber("window", 1, 4, 2),
    stride: wholeNumber("stride", 1, 4, 2),
    method: choice("method", ["max", "average"], "max"),
    show: choice("show", ["numbers", "maps"], "numbers"),
  }),
  height: ({ show }) => (show === "numbers" ? { wide: 469, narrow: 467 } : { wide: 567, narrow: 986 }),
  createModel: createPoolingModel,
  describe,
  announcement: describeCurrent,
  View,
});

function View({ model }: { readonly model: PoolingModel }): JSX.Element {
  const maps = model.mode.value === "maps";
  return (
    <DrawInTurn>
      <Settings model={model} />
      {maps && <ImageChooser source={model.source} />}
      {maps ? <MapGrids model={model} /> : <NumberGrids model={model} />}
      <ShapeLine model={model} />
      <div class="fig-pooling-sum">
        <PoolingSum model={model} />
      </div>
      <Player playback={model.playback} noun={figureWords.parts.outputNoun} />
    </DrawInTurn>
  );
}

function Settings({ model }: { readonly model: PoolingModel }): JSX.Element {
  const { mode, method, pooling } = model;
  return (
    <Controls>
      <Segments
        label={figureWords.pooling.pooled}
        value={mode.value}
        options={[
          { value: "numbers", label: figureWords.pooling.numbers },
          { value: "maps", label: figureWords.pooling.featureMaps },
        ]}
        onChange={model.show}
      />
      <Segments
        label={figureWords.pooling.method}
        value={method.value}
        options={[
          { value: "max", label: figureWords.pooling.max },
          { value: "average", label: figureWords.pooling.average },
        ]}
        onChange={(next) => {
          method.value = next;
        }}
      />
      <Stepper
        label={figureWords.pooling.window}
        value={pooling.value.size}
        low={1}
        high={4}
        onChange={(size) => model.slide({ size })}
      />
      <Stepper
        label={figureWords.parts.stride}
        value={pooling.value.stride}
        low={1}
        high={4}
        onChange={(stride) => model.slide({ stride })}
      />
    </Controls>
  );
}
