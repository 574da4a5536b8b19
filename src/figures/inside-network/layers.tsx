import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { channelOf, largestMagnitude, type Volume } from "../maths/volume.ts";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { usePageId } from "../parts/figure-host.tsx";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { formatCount } from "../parts/text/format.ts";
import { Bars } from "./bars.tsx";
import { layerName } from "./describe.ts";
import type { LayerProps } from "./layer-props.ts";
import type { InsideNetworkModel } from "./model.ts";

/** With more maps than this, only the first are drawn. */
const MOST_MAPS = 16;
const SMALLEST_SPAN = 1e-6;

/** The network from the image to the classes: each layer with its maps or units, one of which can be chosen. */
export function Layers(props: {
  readonly model: InsideNetworkModel;
  readonly network: Network;
}): JSX.Element {
  const { model, network } = props;
  const group = usePageId();
  return (
    <fieldset class="fig-inside-layers">
      <legend class="fig-hidden">{figureWords.insideNetwork.layerAndMap}</legend>
      <div class="fig-inside-layer">
        <p class="fig-inside-name">
          {figureWords.parts.image}
          <small>{network.pictureShape.join(" × ")}</small>
        </p>
        <div class="fig-as-input">
          {model.image.value !== null && <Thumbnail picture={model.image.value} size={48} />}
        </div>
      </div>
      {network.layers.map((layer, index) => (
        <LayerRow
          key={`${index}-${layer.name}`}
          group={group}
          model={model}
          network={network}
          layer={layer}
          index={index}
        />
      ))}
    </fieldset>
  );
}

function LayerRow(props: LayerProps): JSX.Element {
  const { layer } = props;
  return (
    <div class="fig-inside-layer">
      <p class="fig-inside-name">
        {layerName(layer)}
        <small>
          {layer.shape.join(" × ")}
          {layer.parameters > 0 &&
            ` · ${figureWords.architectures.parameters(formatCount(layer.parameters))}`}
        </small>
      </p>
      <LayerOutput {...props} />
    </div>
  );
}

function LayerOutput(props: LayerProps): JSX.Element {
  const output = props.model.outputs.value[props.index];
  if (output === undefined) return <p class="fig-remark">…</p>;
  if (output === null) return <p class="fig-remark">{figureWords.insideNetwork.tooLarge}</p>;
  return props.layer.shape.length === 3 ? (
    <Maps {...props} output={output} />
  ) : (
    <Bars {...props} output={output} />
  );
}

function Maps({ group, model, layer, index, output }: LayerProps & { readonly output: Volume }): JSX.Element {
  const span = Math.max(largestMagnitude(output), SMALLEST_SPAN);
  return (
    <div class="fig-inside-thumbnails fig-as-output">
      {Array.from({ length: Math.min(output.channels, MOST_MAPS) }, (_, channel) => (
        <label key={channel} class="fig-thumbnail">
          <input
            type="radio"
            class="fig-hidden"
            name={group}
            aria-label={`${layerName(layer)}, ${figureWords.channels.map(channel + 1)}`}
            checked={model.layer.value === index && model.unit.value.channel === channel}
            onChange={() => model.chooseMap(index, channel)}
          />
          <span>
            <Thumbnail picture={channelOf(output, channel)} size={44} span={span} />
          </span>
        </label>
      ))}
      {output.channels > MOST_MAPS && (
        <span class="fig-remark">{figureWords.insideNetwork.andMore(output.channels - MOST_MAPS)}</span>
      )}
    </div>
  );
}
