import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { cellsInWindows } from "../maths/layer-cost.ts";
import { samePaddingAlong } from "../maths/padding.ts";
import { formatCount, formatNumber } from "../parts/text/format.ts";
import { CONNECTIVITIES, type Connectivity } from "./connectivity.ts";
import type { LayerCosts, LayerSizes, WeightSharingModel } from "./model.ts";

/** The longest bar, in powers of ten: 224 × 224 × 64 to 256 maps, dense. */
const DECADES = 14;

/** Parameters and multiplications of the three layers, with bars on a logarithmic scale. */
export function CostTable({ model }: { readonly model: WeightSharingModel }): JSX.Element {
  return (
    <table class="fig-costs">
      <caption class="fig-hidden">{figureWords.weightSharing.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{figureWords.weightSharing.layer}</th>
          <th scope="col" class="fig-figure-cell">
            {figureWords.weightSharing.parameters}
          </th>
          <th scope="col" class="fig-figure-cell fig-wide-only">
            {figureWords.weightSharing.multiplications}
          </th>
          <th scope="col" class="fig-cost-scale">
            {figureWords.weightSharing.eachLine}
          </th>
        </tr>
      </thead>
      <tbody>
        {CONNECTIVITIES.map((connectivity) => (
          <CostRow key={connectivity} connectivity={connectivity} model={model} />
        ))}
      </tbody>
    </table>
  );
}

function CostRow(props: {
  readonly connectivity: Connectivity;
  readonly model: WeightSharingModel;
}): JSX.Element {
  const { connectivity, model } = props;
  const costs = model.costs.value;
  const { parameters, multiplyAccumulates } = costs[connectivity];
  return (
    <tr>
      <th scope="row">
        {figureWords.weightSharing.labels[connectivity]}
        <small class="fig-cost-formula">{parameterFormula(connectivity, model.sizes.value)}</small>
      </th>
      <td class="fig-figure-cell">
        <b>{formatCount(parameters)}</b>
        <small>{comparison(connectivity, costs)}</small>
      </td>
      <td class="fig-figure-cell fig-wide-only">{formatCount(multiplyAccumulates)}</td>
      <td class="fig-cost-scale">
        <span
          class="fig-cost-bar"
          aria-hidden="true"
          style={{ width: `${(Math.log10(parameters) / DECADES) * 100}%` }}
        />
      </td>
    </tr>
  );
}

/**
 * Weights and biases, written out. With "same" padding, the output is as large as the image; the windows along one axis
 * have `cells` cells of the image together.
 */
function parameterFormula(
  connectivity: Connectivity,
  { image, channels, filters, kernel }: LayerSizes,
): string {
  const outputs = `${image}·${image}·${filters}`;
  const padding = samePaddingAlong(image, kernel).before;
  const cells = cellsInWindows({ input: image, outputs: image, padding, kernel, stride: 1 });
  switch (connectivity) {
    case "dense":
      return `(${image}·${image}·${channels}) · (${outputs}) + ${outputs}`;
    case "local":
      return `(${cells}·${cells}·${channels}) · ${filters} + ${outputs}`;
    case "convolution":
      return `(${kernel}·${kernel}·${channels}) · ${filters} + ${filters}`;
  }
}

function comparison(connectivity: Connectivity, costs: LayerCosts): string {
  if (connectivity === "convolution") return "";
  const times = costs[connectivity].parameters / costs.convolution.parameters;
  return figureWords.weightSharing.times(
    times < 10 ? formatNumber(times, 1) : formatCount(Math.round(times)),
  );
}
