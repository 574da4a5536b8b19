import type { JSX } from "preact";
import type { ExploredLayer } from "../../protocol/exploration.ts";
import { figureWords } from "../../words/figure-words.ts";
import { softmax } from "../maths/softmax.ts";
import { type Volume, valueAt } from "../maths/volume.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { Arithmetic, Coloured } from "../parts/text/arithmetic.tsx";
import { formatNumber, withTexMark } from "../parts/text/format.ts";
import { Formula } from "../parts/text/formula.tsx";
import { layerName } from "./describe.ts";
import type { SumExplanation } from "./explanation.ts";
import type { InsideNetworkModel } from "./model.ts";
import { largestFirst } from "./trace-back.ts";

interface UnitProps {
  readonly model: InsideNetworkModel;
  readonly network: Network;
  readonly layer: ExploredLayer;
  readonly output: Volume;
}

/** How the chosen unit's value is computed. */
export function UnitArithmetic(props: UnitProps): JSX.Element | null {
  const { row, column, channel } = props.model.unit.value;
  const explanation = props.model.explanation.value;
  const value = valueAt(props.output, row, column, channel);
  if (explanation === null) return null;
  switch (explanation.type) {
    case "unexplained":
      return <p class="fig-remark">{explanation.reason}</p>;
    case "copy":
      return (
        <p class="fig-arithmetic">
          <Coloured part="output" value={value} />{" "}
          {figureWords.insideNetwork.copied(
            figureWords.parts.position(explanation.from.row + 1, explanation.from.column + 1),
            sourceName(props, explanation.from.channel),
          )}
        </p>
      );
    case "pool":
      return (
        <p class="fig-arithmetic">
          <Coloured part="output" value={value} /> ={" "}
          {explanation.method === "max"
            ? figureWords.insideNetwork.largestOf
            : figureWords.insideNetwork.meanOf}
          {explanation.values.map((one) => formatNumber(one)).join(figureWords.parts.separator)}
        </p>
      );
    case "sum":
      return <Sum {...props} explanation={explanation} value={value} />;
  }
}

/** What a copied number comes from: a map of the layer before, or the network's input. */
function sourceName({ model, network }: UnitProps, channel: number): string {
  const before = network.layers[model.layer.value - 1];
  if (before !== undefined) return figureWords.insideNetwork.mapBefore(channel + 1, layerName(before));
  return (model.below.value?.channels ?? 1) > 1
    ? figureWords.insideNetwork.channelOfInput(channel + 1)
    : figureWords.insideNetwork.networkInput;
}

/** A longer sum shows its largest products. */
const MOST_PRODUCTS = 8;

function Sum(
  props: UnitProps & { readonly explanation: SumExplanation; readonly value: number },
): JSX.Element {
  const { model, network, layer, explanation, value } = props;
  const { products, bias, sum, activation, scores } = explanation;
  return (
    <div class="fig-inside-sum">
      <p class="fig-title">{figureWords.insideNetwork.products(layerName(layer), products.length)}</p>
      <Arithmetic result={sum} products={largestFirst(products)} bias={bias} most={MOST_PRODUCTS} />
      {scores !== null && (
        <Softmax scores={scores} classNames={network.classNames} chosen={model.unit.value.channel} />
      )}
      {scores === null && activation !== "linear" && (
        <p class="fig-arithmetic">
          {activation}({formatNumber(sum)}) = <Coloured part="output" value={value} />
        </p>
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
  const name =
    classNames.length === scores.length
      ? (classNames[chosen] ?? "")
      : figureWords.insideNetwork.unit(chosen + 1);
  return (
    <p class="fig-inside-softmax">
      <Formula
        display
        plain={figureWords.insideNetwork.softmax(
          formatNumber(score),
          scores.length,
          formatNumber(probability, 3),
        )}
        tex={`p_c = \\frac{e^{a_c}}{\\sum_{k} e^{a_k}} = \\frac{e^{${withTexMark(score.toFixed(2))}}}{${withTexMark(total.toPrecision(4))}} = \\htmlClass{fig-as-output}{${withTexMark(probability.toFixed(3))}}`}
      />
      <small>{figureWords.insideNetwork.forClass(name)}</small>
    </p>
  );
}
