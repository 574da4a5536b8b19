import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { ACTIVATION_NAMES } from "../maths/activation-functions.ts";
import { Controls, Segments } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { describe } from "./describe.ts";
import { FunctionChooser } from "./function-chooser.tsx";
import { FunctionLine } from "./function-line.tsx";
import { Maps } from "./maps.tsx";
import { type ActivationsModel, createActivationsModel } from "./model.ts";
import "./style.css";

/** Activation functions and their derivatives, on a chart and on a feature map. */
export default defineFigure({
  label: () => figureWords.activations.label,
  attributes: v.strictObject({ function: choice("function", ACTIVATION_NAMES, "relu") }),
  height: () => ({ wide: 647, narrow: 1202 }),
  createModel: createActivationsModel,
  describe,
  View,
});

function View({ model }: { readonly model: ActivationsModel }): JSX.Element {
  return (
    <DrawInTurn>
      <FunctionChooser model={model} />
      <div class="fig-activations">
        <FunctionLine model={model} />
        <Maps model={model} />
      </div>
      <Controls>
        <Segments
          label={figureWords.activations.filter}
          value={model.filter.value}
          options={[
            { value: "sobel-x", label: figureWords.activations.verticalEdges },
            { value: "sobel-y", label: figureWords.activations.horizontalEdges },
          ]}
          onChange={model.chooseFilter}
        />
        <ImageChooser source={model.source} />
      </Controls>
    </DrawInTurn>
  );
}
