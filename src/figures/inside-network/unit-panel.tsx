import type { JSX } from "preact";
import type { ExploredLayer } from "../../protocol/exploration.ts";
import { figureWords } from "../../words/figure-words.ts";
import { channelOf, type Volume } from "../maths/volume.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid } from "../parts/grid/grid.tsx";
import { BelowGrid } from "./below-grid.tsx";
import { layerName } from "./describe.ts";
import type { InsideNetworkModel } from "./model.ts";
import { UnitArithmetic } from "./unit-arithmetic.tsx";

/** The chosen map enlarged, beside what it was computed from, and the arithmetic of one unit. */
export function UnitPanel(props: {
  readonly model: InsideNetworkModel;
  readonly network: Network;
}): JSX.Element | null {
  const { model, network } = props;
  const index = model.layer.value;
  const layer = network.layers[index];
  const output = model.outputs.value[index] ?? null;
  const below = model.below.value;
  const side = useMapSide();
  if (layer === undefined || output === null) return null;
  return (
    <div class="fig-inside-panel">
      <div class="fig-inside-maps">
        {below !== null && below.height > 1 && (
          <BelowGrid model={model} network={network} layer={layer} below={below} side={side} />
        )}
        {output.height > 1 && <MapGrid model={model} layer={layer} output={output} side={side} />}
      </div>
      <UnitArithmetic model={model} network={network} layer={layer} output={output} />
    </div>
  );
}

/** Side of the two maps in pixels. */
function useMapSide(): number {
  const { width } = useFigure();
  return Math.min(300, width.value < 640 ? width.value - 8 : (width.value - 60) / 2);
}

function MapGrid(props: {
  readonly model: InsideNetworkModel;
  readonly layer: ExploredLayer;
  readonly output: Volume;
  readonly side: number;
}): JSX.Element {
  const { model, layer, output, side } = props;
  const { channel, row, column } = model.unit.value;
  return (
    <TitledGrid
      name="map"
      title={figureWords.insideNetwork.mapOf(layerName(layer), channel + 1)}
      label={figureWords.insideNetwork.chooseUnit(layerName(layer), channel + 1)}
      part="output"
      values={channelOf(output, channel)}
      cell={cellSize(side, output.width, 22)}
      numbers={false}
      current={{ row, column }}
      onChoose={(position) => model.chooseUnit(model.layer.value, { ...position, channel })}
    />
  );
}
