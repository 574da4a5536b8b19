import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Slider } from "../parts/controls/controls.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import type { Part } from "../parts/grid/grid.tsx";
import { formatNumber, texNumber } from "../parts/text/format.ts";
import { Formula } from "../parts/text/formula.tsx";
import { CurveChart } from "./curve-chart.tsx";
import { CHART } from "./curve-path.ts";
import { FORMULAS } from "./formulas.ts";
import { chartWidth } from "./layout.ts";
import type { ActivationsModel } from "./model.ts";

/** The function and its derivative on a chart, with both values at `x`. */
export function FunctionLine({ model }: { readonly model: ActivationsModel }): JSX.Element {
  const { width } = useFigure();
  const { activation, x } = model;
  return (
    <div class="fig-activations-line">
      <CurveChart
        activation={activation.value}
        x={x.value}
        width={chartWidth(width.value)}
        onPoint={model.pointAt}
      />
      <Slider
        label="x"
        value={x.value}
        low={CHART.left}
        high={CHART.right}
        step={0.05}
        format={(value) => formatNumber(value)}
        onChange={model.slideTo}
      />
      <Formulas model={model} />
    </div>
  );
}

function Formulas({ model }: { readonly model: ActivationsModel }): JSX.Element {
  const x = model.x.value;
  const { label, value, derivative } = model.activation.value;
  const { tex, derivativeTex } = FORMULAS[model.name.value];
  const [y, slope] = [value(x), derivative(x)];
  return (
    <div class="fig-activations-formulas">
      <Formula tex={`f(x) = ${tex()}`} plain={figureWords.activations.formulaOf(label)} />
      <Formula
        tex={`f(${coloured("input", x)}) = ${coloured("output", y)}`}
        plain={`f(${formatNumber(x)}) = ${formatNumber(y)}`}
      />
      <Formula tex={`f'(x) = ${derivativeTex()}`} plain={figureWords.activations.itsSlope} />
      <Formula
        tex={`f'(${coloured("input", x)}) = ${texNumber(slope)}`}
        plain={`f′(${formatNumber(x)}) = ${formatNumber(slope)}`}
      />
    </div>
  );
}

function coloured(part: Part, value: number): string {
  return `\\htmlClass{fig-as-${part}}{${texNumber(value)}}`;
}
