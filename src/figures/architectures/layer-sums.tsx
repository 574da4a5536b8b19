import type { ComponentChildren, JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { elementCount } from "../maths/layer-cost.ts";
import type { Part } from "../parts/grid/grid.tsx";
import { formatCount } from "../parts/text/format.ts";
import type { AnalysedLayer } from "./analysis.ts";

type Counted = Extract<AnalysedLayer, { readonly type: "counted" }>;

type Convolution = Extract<Counted["named"]["layer"], { readonly type: "conv" }>;
type Pooling = Extract<Counted["named"]["layer"], { readonly type: "pool" }>;

/** How the numbers of a layer are computed, with input, kernel and output in their colours. */
export function LayerSums({ layer }: { readonly layer: Counted }): JSX.Element {
  const spec = layer.named.layer;
  switch (spec.type) {
    case "conv":
      return <ConvolutionSums layer={layer} spec={spec} />;
    case "pool":
      return <PoolingSums layer={layer} spec={spec} />;
    case "dense":
      return <DenseSums layer={layer} />;
  }
}

function ConvolutionSums(props: { readonly layer: Counted; readonly spec: Convolution }): JSX.Element {
  const { layer, spec } = props;
  const { input, cost } = layer;
  const { kernel, padding } = spec;
  const { height, width, channels } = cost.output;
  const seen = input.channels / (spec.groups ?? 1);
  return (
    <div class="fig-layer-sums">
      <Sides layer={layer} window={kernel} stride={spec.stride} same={padding === "same"} />
      <p>
        {figureWords.architectures.parameters(formatCount(cost.parameters))} ={" "}
        <As part="kernel">
          {kernel}·{kernel}
        </As>
        ·<As part="input">{seen}</As>·<As part="output">{channels}</As> {figureWords.architectures.weights} +{" "}
        <As part="output">{cost.biases}</As> {figureWords.architectures.biases(cost.biases)}
      </p>
      <p>
        {figureWords.architectures.work(formatCount(cost.multiplyAccumulates), formatCount(cost.weights))}{" "}
        <As part="output">
          {height}·{width}
        </As>{" "}
        {figureWords.architectures.positions}
      </p>
    </div>
  );
}

function PoolingSums(props: { readonly layer: Counted; readonly spec: Pooling }): JSX.Element {
  const { layer, spec } = props;
  const { size, stride, padding } = spec;
  return (
    <div class="fig-layer-sums">
      <Sides layer={layer} window={size} stride={stride} same={padding === "same"} />
      <p>
        {figureWords.architectures.noParameters}{" "}
        <As part="kernel">
          {size}·{size}
        </As>{" "}
        {layer.named.pooling === "average"
          ? figureWords.architectures.toAverage
          : figureWords.architectures.toMaximum}
      </p>
    </div>
  );
}

function DenseSums({ layer }: { readonly layer: Counted }): JSX.Element {
  const { input, cost } = layer;
  const { channels } = cost.output;
  return (
    <div class="fig-layer-sums">
      <p>
        {figureWords.architectures.parameters(formatCount(cost.parameters))} ={" "}
        <As part="input">{formatCount(elementCount(input))}</As>·
        <As part="output">{formatCount(channels)}</As> {figureWords.architectures.weights} +{" "}
        <As part="output">{formatCount(channels)}</As> {figureWords.architectures.biases(channels)}
      </p>
      <p>{figureWords.architectures.usedOnce(formatCount(cost.multiplyAccumulates))}</p>
    </div>
  );
}

/** How the height and width of the output are computed. */
function Sides(props: {
  readonly layer: Counted;
  readonly window: number;
  readonly stride: number;
  readonly same: boolean;
}): JSX.Element {
  const { layer, window, stride, same } = props;
  const from = layer.input.height;
  const to = <As part="output">{layer.cost.output.height}</As>;
  if (same) {
    return (
      <p>
        {figureWords.architectures.sides} {to} = <As part="input">{from}</As>
        {figureWords.architectures.compensated(stride)}
      </p>
    );
  }
  const rest = (from - window) % stride !== 0;
  return (
    <p>
      {figureWords.architectures.sides} {to} = (<As part="input">{from}</As> − <As part="kernel">{window}</As>
      ){stride > 1 && ` / ${stride}`} + 1{rest && figureWords.architectures.roundedDown}
    </p>
  );
}

function As(props: { readonly part: Part; readonly children: ComponentChildren }): JSX.Element {
  return <b class={`fig-as-${props.part}`}>{props.children}</b>;
}
