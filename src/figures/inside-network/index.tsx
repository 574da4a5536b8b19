import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { defineFigure } from "../define-figure.tsx";
import { describe } from "./describe.ts";
import { ImageControls } from "./image-controls.tsx";
import { Kernels } from "./kernels.tsx";
import { Layers } from "./layers.tsx";
import { createInsideNetworkModel, type InsideNetworkModel } from "./model.ts";
import { UnitPanel } from "./unit-panel.tsx";
import "./style.css";

/** The network that the reader trained: every layer's maps, and the arithmetic of every unit. */
export default defineFigure({
  label: () => figureWords.insideNetwork.label,
  attributes: v.strictObject({}),
  height: () => ({ wide: 87, narrow: 107 }),
  createModel: createInsideNetworkModel,
  describe,
  View,
});

function View({ model }: { readonly model: InsideNetworkModel }): JSX.Element {
  const network = model.exploration.network.value;
  const error = model.exploration.error.value;
  if (network === null) return <p class="fig-remark fig-waiting">{model.exploration.message.value}</p>;
  return (
    <>
      {error !== null && <p class="fig-fault">{error}</p>}
      {model.isDiverged.value && <p class="fig-fault">{figureWords.parts.diverged}</p>}
      {!network.trained && <p class="fig-remark">{figureWords.insideNetwork.notTrained}</p>}
      <ImageControls model={model} network={network} />
      <div class="fig-inside">
        <Layers model={model} network={network} />
        <UnitPanel model={model} network={network} />
        <Kernels model={model} network={network} />
      </div>
    </>
  );
}
