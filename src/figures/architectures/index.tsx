import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { choice } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import type { ReservedHeight } from "../figure.ts";
import { Button, Controls, Select } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ChosenLayer } from "./chosen-layer.tsx";
import { ARCHITECTURE_NAMES, type ArchitectureName } from "./definitions.ts";
import { describe, describeShares } from "./describe.ts";
import { LayerTable } from "./layer-table.tsx";
import { type ArchitecturesModel, createArchitecturesModel } from "./model.ts";
import { Panorama } from "./panorama.tsx";
import "./style.css";

/** The table has a row per layer. */
const HEIGHTS: Readonly<Record<ArchitectureName, ReservedHeight>> = {
  lecture: { wide: 829, narrow: 956 },
  "lenet-5": { wide: 926, narrow: 1217 },
  alexnet: { wide: 1010, narrow: 1534 },
  "alexnet-grouped": { wide: 1010, narrow: 1534 },
  "vgg-16": { wide: 1269, narrow: 2165 },
};

/** Well-known networks as volumes to scale; every number is computed from their definition, which can be changed. */
export default defineFigure({
  label: () => figureWords.architectures.label,
  attributes: v.strictObject({ network: choice("network", ARCHITECTURE_NAMES, "lenet-5") }),
  height: ({ network }) => HEIGHTS[network],
  createModel: createArchitecturesModel,
  describe,
  View,
});

function View({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  return (
    <DrawInTurn>
      <NetworkChooser model={model} />
      <Panorama model={model} />
      <ChosenLayer model={model} />
      <LayerTable model={model} />
      <Remark model={model} />
    </DrawInTurn>
  );
}

function NetworkChooser({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  return (
    <Controls>
      <Select
        label={figureWords.architectures.network}
        value={model.name.value}
        options={ARCHITECTURE_NAMES.map((value) => ({
          value,
          label: figureWords.architectures.networks[value].label,
        }))}
        onChange={model.chooseNetwork}
      />
      <Button disabled={!model.isChanged.value} onClick={model.undoChanges}>
        {figureWords.architectures.undo}
      </Button>
    </Controls>
  );
}

function Remark({ model }: { readonly model: ArchitecturesModel }): JSX.Element {
  return (
    <p class="fig-remark">
      {model.isChanged.value
        ? figureWords.architectures.ownRemark
        : figureWords.architectures.networks[model.name.value].remark}{" "}
      {describeShares(model.analysis.value)}
    </p>
  );
}
