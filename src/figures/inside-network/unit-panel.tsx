import type { JSX } from "preact";
import type { ExploredLayer } from "../../protocol/exploration.ts";
import type { Network } from "../exploration/client.ts";
import { NO_PADDING, type Padding, samePaddingAlong } from "../maths/padding.ts";
import { softmax } from "../maths/softmax.ts";
import { channelOf, type Volume, valueAt } from "../maths/volume.ts";
import { useFigure } from "../parts/figure-host.tsx";
import { cellSize, TitledGrid, type WindowMark } from "../parts/grid/grid.tsx";
import { Arithmetic, Coloured } from "../parts/text/arithmetic.tsx";
import { formatNumber } from "../parts/text/format.ts";
import { Formula } from "../parts/text/formula.tsx";
import { type Explanation, largestProducts, type Unit } from "./explain-unit.ts";
import { nameOf } from "./layers.tsx";
import type { Model } from "./model.ts";

/** The chosen map large, what it was made from beside it, and the arithmetic of one unit. */
export function UnitPanel({
  model,
  network,
}: {
  readonly model: Model;
  readonly network: Network;
}): JSX.Element | null {
  const index = model.layer.value;
  const layer = network.layers[index];
  const output = model.outputs.value[index];
  if (layer === undefined || output === undefined || output === null) return null;
  const below = index === 0 ? model.input.value : (model.outputs.value[index - 1] ?? null);
  return (
    <div class="fig-inside-panel">
      <div class="fig-inside-maps">
        {below !== null && below.height > 1 && (
          <BelowGrid model={model} layer={layer} index={index} below={below} network={network} />
        )}
        {output.height > 1 && <MapGrid model={model} layer={layer} output={output} />}
      </div>
      <UnitArithmetic model={model} network={network} layer={layer} output={output} />
    </div>
  );
}

function useMapSide(): number {
  const { width } = useFigure();
  return Math.min(300, width.value < 640 ? width.value - 8 : (width.value - 60) / 2);
}

function MapGrid(props: {
  readonly model: Model;
  readonly layer: ExploredLayer;
  readonly output: Volume;
}): JSX.Element {
  const { model, layer, output } = props;
  const { channel, row, column } = model.unit.value;
  const side = useMapSide();
  return (
    <TitledGrid
      name="map"
      title={`${nameOf(layer)} · map ${channel + 1}`}
      label={`${nameOf(layer)}, map ${channel + 1}: choose a unit`}
      part="output"
      values={channelOf(output, channel)}
      cell={cellSize(side, output.width, 22)}
      numbers={false}
      current={{ row, column }}
      onChoose={(place) => model.chooseUnit({ ...place, channel })}
    />
  );
}

/** The map below that the unit sees, with its window; of several maps, the one that the window takes most from. */
function BelowGrid(props: {
  readonly model: Model;
  readonly layer: ExploredLayer;
  readonly index: number;
  readonly below: Volume;
  readonly network: Network;
}): JSX.Element {
  const { model, index, below, layer, network } = props;
  const side = useMapSide();
  const explanation = model.explanation.value;
  const channel = layer.kind.includes("Pooling")
    ? model.unit.value.channel
    : strongestChannel(explanation, below);
  const padding = paddingOf(layer, below);
  const previous = network.layers[index - 1];
  const title =
    previous === undefined ? "input, as the network gets it" : `${nameOf(previous)} · map ${channel + 1}`;
  const follow = (place: { readonly row: number; readonly column: number }) => {
    if (index === 0) return;
    model.chooseLayer(index - 1, channel);
    model.chooseUnit({ ...place, channel });
  };
  return (
    <TitledGrid
      name="below"
      title={title}
      label={`${title}${index > 0 ? ": press Enter to follow a unit down" : ""}`}
      part="input"
      values={channelOf(below, channel)}
      cell={cellSize(side, below.width + padding.left + padding.right, 22)}
      numbers={false}
      padding={padding}
      windows={windowMarks(explanation)}
      onPress={follow}
      below={
        index > 0 && explanation !== null && explanation.type !== "unexplained" ? (
          <button type="button" class="fig-button" onClick={() => follow(sourceOf(explanation, below))}>
            Follow it down
          </button>
        ) : undefined
      }
    />
  );
}

/** Where windows reach beyond the map, its padding is shown. */
function paddingOf(layer: ExploredLayer, below: Volume): Padding {
  const [height, width] = layer.window ?? [1, 1];
  const [down, across] = layer.strides ?? [1, 1];
  if (layer.padding !== "same") return NO_PADDING;
  const vertical = samePaddingAlong(below.height, height, down);
  const horizontal = samePaddingAlong(below.width, width, across);
  return { top: vertical.before, bottom: vertical.after, left: horizontal.before, right: horizontal.after };
}

function windowMarks(explanation: Explanation | null): readonly WindowMark[] {
  if (explanation?.type === "moved") {
    const { row, column } = explanation.from;
    return [{ row, column, height: 1, width: 1, part: "kernel" }];
  }
  if (explanation === null || explanation.type === "unexplained" || explanation.window === null) return [];
  return [{ ...explanation.window, part: "kernel" }];
}

/** The unit below that gave the most. */
function sourceOf(explanation: Explanation, below: Volume): Unit {
  if (explanation.type === "moved") return explanation.from;
  const middle = { row: Math.floor(below.height / 2), column: Math.floor(below.width / 2), channel: 0 };
  if (explanation.type === "unexplained" || explanation.window === null) return middle;
  const { row, column, height, width } = explanation.window;
  let best: Unit = { row: Math.max(0, row), column: Math.max(0, column), channel: 0 };
  for (let y = Math.max(0, row); y < Math.min(below.height, row + height); y++) {
    for (let x = Math.max(0, column); x < Math.min(below.width, column + width); x++) {
      if (valueAt(below, y, x) > valueAt(below, best.row, best.column))
        best = { row: y, column: x, channel: 0 };
    }
  }
  return best;
}

function strongestChannel(explanation: Explanation | null, below: Volume): number {
  if (explanation?.type === "moved") return explanation.from.channel;
  if (explanation?.type !== "sum") return 0;
  const [largest] = largestProducts(explanation.products, 1);
  return largest === undefined ? 0 : largest.index % below.channels;
}

function UnitArithmetic(props: {
  readonly model: Model;
  readonly network: Network;
  readonly layer: ExploredLayer;
  readonly output: Volume;
}): JSX.Element | null {
  const { model, network, layer, output } = props;
  const explanation = model.explanation.value;
  const unit = model.unit.value;
  const value = valueAt(output, unit.row, unit.column, unit.channel);
  if (explanation === null) return null;
  switch (explanation.type) {
    case "unexplained":
      return <p class="fig-remark">{explanation.reason}</p>;
    case "moved":
      return (
        <p class="fig-arithmetic">
          <Coloured part="output" value={value} /> is the number at row {explanation.from.row + 1}, column{" "}
          {explanation.from.column + 1} of map {explanation.from.channel + 1} below.
        </p>
      );
    case "pool":
      return (
        <p class="fig-arithmetic">
          <Coloured part="output" value={value} /> ={" "}
          {explanation.method === "max" ? "the largest of " : "the mean of "}
          {explanation.values.map((one) => formatNumber(one)).join(", ")}
        </p>
      );
    case "sum":
      return <Sum explanation={explanation} network={network} layer={layer} unit={unit} value={value} />;
  }
}

/** Products written out; a longer sum shows its largest. */
const MOST_PRODUCTS = 8;

function Sum(props: {
  readonly explanation: Extract<Explanation, { type: "sum" }>;
  readonly network: Network;
  readonly layer: ExploredLayer;
  readonly unit: Unit;
  readonly value: number;
}): JSX.Element {
  const { explanation, network, layer, unit, value } = props;
  const { products, bias, sum, activation, scores } = explanation;
  const largestFirst = largestProducts(products, products.length);
  return (
    <div class="fig-inside-sum">
      <p class="fig-title">
        {nameOf(layer)} · {products.length} products, the largest first
      </p>
      <Arithmetic result={sum} products={largestFirst} bias={bias} most={MOST_PRODUCTS} />
      {scores !== null ? (
        <Softmax scores={scores} classNames={network.classNames} chosen={unit.channel} />
      ) : (
        activation !== "linear" && (
          <p class="fig-arithmetic">
            {activation}({formatNumber(sum)}) = <Coloured part="output" value={value} />
          </p>
        )
      )}
    </div>
  );
}

function Softmax(props: {
  readonly scores: readonly number[];
  readonly classNames: readonly string[];
  readonly chosen: number;
}): JSX.Element {
  const { scores, classNames, chosen } = props;
  const score = scores[chosen] ?? 0;
  const probability = softmax(scores)[chosen] ?? 0;
  const total = scores.reduce((sum, one) => sum + Math.exp(one), 0);
  const name = classNames.length === scores.length ? (classNames[chosen] ?? "") : `unit ${chosen + 1}`;
  return (
    <p class="fig-inside-softmax">
      <Formula
        display
        plain={`softmax: e to the ${formatNumber(score)}, divided by the sum of e to all ${scores.length} scores, is ${formatNumber(probability, 3)}`}
        tex={`p_c = \\frac{e^{a_c}}{\\sum_{k} e^{a_k}} = \\frac{e^{${score.toFixed(2)}}}{${total.toPrecision(4)}} = \\htmlClass{fig-as-output}{${probability.toFixed(3)}}`}
      />
      <small>for {name}</small>
    </p>
  );
}
