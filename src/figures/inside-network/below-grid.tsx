import type { JSX } from "preact";
import type { ExploredLayer } from "../../protocol/exploration.ts";
import { figureWords } from "../../words/figure-words.ts";
import { channelOf, type Position, type Volume } from "../maths/volume.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { cellSize, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { layerName } from "./describe.ts";
import { paddingOf } from "./explain-unit.ts";
import type { Explanation } from "./explanation.ts";
import type { InsideNetworkModel } from "./model.ts";
import { sourceOf, strongestChannel } from "./trace-back.ts";

/** The input of the chosen layer with the unit's window. Of several maps, the one that contributes most. */
export function BelowGrid(props: {
  readonly model: InsideNetworkModel;
  readonly network: Network;
  readonly layer: ExploredLayer;
  readonly below: Volume;
  /** In pixels. */
  readonly side: number;
}): JSX.Element {
  const { model, network, layer, below, side } = props;
  const index = model.layer.value;
  const explanation = model.explanation.value;
  const channel = shownChannel(model, layer, below);
  const padding = paddingOf(layer, below);
  const title = titleOf(network.layers[index - 1], channel);
  const follow = ({ row, column }: Position) => {
    if (index > 0) model.chooseUnit(index - 1, { row, column, channel });
  };
  return (
    <TitledGrid
      name="below"
      title={title}
      label={index > 0 ? figureWords.insideNetwork.belowLabel(title) : title}
      part="input"
      values={channelOf(below, channel)}
      cell={cellSize(side, below.width + padding.left + padding.right, 22)}
      numbers={false}
      padding={padding}
      windows={windowMarks(explanation)}
      onPress={follow}
      below={
        index > 0 && (
          <FollowButton
            explanation={explanation}
            act={(explained) => follow(sourceOf(explained, below, channel))}
          />
        )
      }
    />
  );
}

type Explained = Exclude<Explanation, { readonly type: "unexplained" }>;

function FollowButton(props: {
  readonly explanation: Explanation | null;
  readonly act: (explanation: Explained) => void;
}): JSX.Element | null {
  const { explanation, act } = props;
  if (explanation === null || explanation.type === "unexplained") return null;
  return (
    <button type="button" class="fig-button" onClick={() => act(explanation)}>
      {figureWords.insideNetwork.follow}
    </button>
  );
}

/** Pooling keeps its channel; other layers show the channel that contributes most. */
function shownChannel(model: InsideNetworkModel, layer: ExploredLayer, below: Volume): number {
  if (layer.kind.includes("Pooling")) return model.unit.value.channel;
  const explanation = model.explanation.value;
  return explanation === null ? 0 : strongestChannel(explanation, below);
}

function titleOf(layer: ExploredLayer | undefined, channel: number): string {
  return layer === undefined
    ? figureWords.insideNetwork.networkInput
    : figureWords.insideNetwork.mapOf(layerName(layer), channel + 1);
}

function windowMarks(explanation: Explanation | null): readonly WindowMark[] {
  switch (explanation?.type) {
    case "copy": {
      const { row, column } = explanation.from;
      return [{ row, column, height: 1, width: 1, part: "kernel" }];
    }
    case "sum":
    case "pool":
      return explanation.window === null ? [] : [{ ...explanation.window, part: "kernel" }];
    case "unexplained":
    case undefined:
      return [];
  }
}
