import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { CostTable } from "./cost-table.tsx";
import { describe, describeCosts } from "./describe.ts";
import { Drawings, FocusControls } from "./drawings.tsx";
import { createWeightSharingModel, type WeightSharingModel } from "./model.ts";
import { SizeControls } from "./size-controls.tsx";
import "./style.css";

/** Weight sharing: the weights of a dense layer, of local windows, and of a convolution. */
export default defineFigure({
  label: () => figureWords.weightSharing.label,
  attributes: v.strictObject({
    /** The layer whose parameters are counted at the start; image and kernel are square. */
    image: wholeNumber("image", 8, 224, 28),
    channels: wholeNumber("channels", 1, 64, 1),
    filters: wholeNumber("filters", 1, 256, 4),
    kernel: wholeNumber("kernel", 1, 11, 7),
  }),
  height: () => ({ wide: 553, narrow: 1109 }),
  createModel: createWeightSharingModel,
  describe,
  announcement: describeCosts,
  View,
});

function View({ model }: { readonly model: WeightSharingModel }): JSX.Element {
  return (
    <DrawInTurn>
      <FocusControls model={model} />
      <Drawings model={model} />
      <SizeControls model={model} />
      <CostTable model={model} />
    </DrawInTurn>
  );
}
