import type { ComponentChildren, JSX } from "preact";
import { elementCount } from "../maths/layer-cost.ts";
import type { Part } from "../parts/grid/grid.tsx";
import { formatCount } from "../parts/text/format.ts";
import type { AnalysedLayer } from "./analysis.ts";

type Counted = Extract<AnalysedLayer, { readonly state: "counted" }>;

/** How the numbers of a layer come about, in the colour code: what comes in, the kernel, what goes out. */
export function LayerSums({ layer }: { readonly layer: Counted }): JSX.Element {
  const { input, cost } = layer;
  const { output } = cost;
  const definition = layer.named.layer;
  switch (definition.type) {
    case "conv": {
      const { kernel, padding } = definition;
      const seen = input.channels / (definition.groups ?? 1);
      return (
        <div class="fig-layer-sums">
          <Sides layer={layer} window={kernel} stride={definition.stride} same={padding === "same"} />
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
            places
          </p>
        </div>
      );
    }
    case "pool": {
      const { size, stride, padding } = definition;
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

/** Where the sides of the output come from. */
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
        {stride > 1 && ` / ${stride}, rounded up`}: padding makes up for the kernel’s width.
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
