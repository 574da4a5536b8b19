import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice, wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import { describe, describeWeights } from "./describe.ts";
import { FieldSum } from "./field-sum.tsx";
import { LayerControls, StackControls } from "./layer-controls.tsx";
import { LevelTable } from "./level-table.tsx";
import { createReceptiveFieldModel, type ReceptiveFieldModel } from "./model.ts";
import { STACK_NAMES } from "./stack.ts";
import { StackDrawing } from "./stack-drawing.tsx";
import "./style.css";

/** What a unit of a stack of layers sees of every layer below, down to the input. */
export default defineFigure({
  label: () => figureWords.receptiveField.label,
  attributes: v.strictObject({
    input: wholeNumber("input", 8, 24, 15),
    stack: choice("stack", STACK_NAMES, "small-kernels"),
  }),
  height: () => ({ wide: 559, narrow: 1010 }),
  createModel: createReceptiveFieldModel,
  describe,
  View,
});

function View({ model }: { readonly model: ReceptiveFieldModel }): JSX.Element {
  const { width } = useFigure();
  const { fault, levels } = model.stack.value;
  return (
    <DrawInTurn>
      <StackControls model={model} />
      <div class="fig-receptive">
        <StackDrawing
          model={model}
          width={width.value >= 680 ? Math.floor(width.value * 0.54) : width.value}
        />
        <div class="fig-receptive-side">
          <LevelTable model={model} />
          <FieldSum model={model} />
          <LayerControls model={model} />
          {fault !== null && (
            <p class="fig-fault">{figureWords.receptiveField.layerFault(levels.length, fault)}</p>
          )}
        </div>
      </div>
      <p class="fig-remark">{describeWeights(model)}</p>
    </DrawInTurn>
  );
}
