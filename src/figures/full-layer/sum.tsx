import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { extent, valueAt } from "../maths/volume.ts";
import { Scale } from "../parts/image/scale.tsx";
import { Arithmetic, Coloured } from "../parts/text/arithmetic.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";
import type { FullLayerModel } from "./model.ts";
import { spanOf } from "./stages.ts";

/** The selected output, from the products to the activation. */
export function Sum({ model }: { readonly model: FullLayerModel }): JSX.Element {
  const { layer, filters, terms, activation, position } = model;
  const { filter, row, column } = position.value;
  const preActivation = valueAt(layer.value.preActivation, row, column, filter);
  const output = valueAt(layer.value.output, row, column, filter);
  return (
    <div class="fig-full-layer-sum">
      <Arithmetic
        result={preActivation}
        products={terms.value}
        bias={filters.value[filter]?.bias ?? 0}
        formatWeight={formatWeight}
      />
      <p class="fig-arithmetic">
        <Coloured part="output" value={output} /> = {activation.value.label}({formatNumber(preActivation)})
        <Legend model={model} />
      </p>
    </div>
  );
}

function Legend({ model }: { readonly model: FullLayerModel }): JSX.Element {
  const { preActivation, output } = model.layer.value;
  return (
    <span class="fig-full-layer-legend">
      <small>{figureWords.fullLayer.sums}</small>{" "}
      <Scale part="output" span={spanOf(model, "convolved")} signed={extent(preActivation).low < 0} />
      <small>{figureWords.parts.output}</small>{" "}
      <Scale part="output" span={spanOf(model, "output")} signed={extent(output).low < 0} />
    </span>
  );
}
