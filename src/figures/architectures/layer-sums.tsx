import type { ComponentChildren, JSX } from "preact";
import { elementCount } from "../maths/layer-cost.ts";
import type { Part } from "../parts/grid/grid.tsx";
import { formatCount } from "../parts/text/format.ts";
import type { AnalysedLayer } from "./analysis.ts";

type Counted = Extract<AnalysedLayer, { readonly type: "counted" }>;

/** How the numbers of a layer are computed, with input, kernel and output in their colours. */
export function LayerSums({ layer }: { readonly layer: Counted }): JSX.Element {
  const { input, cost } = layer;
  const { output } = cost;
  const spec = layer.named.layer;
  switch (spec.type) {
    case "conv": {
      const { kernel, padding } = spec;
      const seen = input.channels / (spec.groups ?? 1);
      return (
        <div class="fig-layer-sums">
          <Sides layer={layer} window={kernel} stride={spec.stride} same={padding === "same"} />
          <p>
            {formatCount(cost.parameters)} parameters ={" "}
            <As part="kernel">
              {kernel}·{kernel}
            </As>
            ·<As part="input">{seen}</As>·<As part="output">{output.channels}</As> weights +{" "}
            <As part="output">{cost.biases}</As> {cost.biases === 1 ? "bias" : "biases"}
          </p>
          <p>
            {formatCount(cost.multiplyAccumulates)} multiply–accumulates = {formatCount(cost.weights)} weights
            ·{" "}
            <As part="output">
              {output.height}·{output.width}
            </As>{" "}
            positions
          </p>
        </div>
      );
    }
    case "pool": {
      const { size, stride, padding } = spec;
      return (
        <div class="fig-layer-sums">
          <Sides layer={layer} window={size} stride={stride} same={padding === "same"} />
          <p>
            No parameters: in every channel,{" "}
            <As part="kernel">
              {size}·{size}
            </As>{" "}
            values become their {layer.named.pooling === "average" ? "average" : "maximum"}.
          </p>
        </div>
      );
    }
    case "dense":
      return (
        <div class="fig-layer-sums">
          <p>
            {formatCount(cost.parameters)} parameters ={" "}
            <As part="input">{formatCount(elementCount(input))}</As>·
            <As part="output">{formatCount(output.channels)}</As> weights +{" "}
            <As part="output">{formatCount(output.channels)}</As> {output.channels === 1 ? "bias" : "biases"}
          </p>
          <p>Each weight is used once: {formatCount(cost.multiplyAccumulates)} multiply–accumulates.</p>
        </div>
      );
  }
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
        Sides {to} = <As part="input">{from}</As>
        {stride > 1 && ` / ${stride}, rounded up`}: the padding compensates for the kernel.
      </p>
    );
  }
  const rest = (from - window) % stride !== 0;
  return (
    <p>
      Sides {to} = (<As part="input">{from}</As> − <As part="kernel">{window}</As>)
      {stride > 1 && ` / ${stride}`} + 1{rest && ", rounded down"}
    </p>
  );
}

function As(props: { readonly part: Part; readonly children: ComponentChildren }): JSX.Element {
  return <b class={`fig-as-${props.part}`}>{props.children}</b>;
}
