import type { JSX } from "preact";
import type { ExploredLayer } from "../../protocol/exploration.ts";
import type { Network } from "../exploration/client.ts";
import { channelOf, extent, type Volume } from "../maths/volume.ts";
import { usePageId } from "../parts/figure-host.tsx";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { formatCount, formatNumber } from "../parts/text/format.ts";
import type { Model } from "./model.ts";

/** More maps or units than this are counted, not drawn. */
const MOST_MAPS = 16;
const MOST_BARS = 32;

/** The network from the picture to the classes: each layer with its maps or units, of which one can be chosen. */
export function Layers({
  model,
  network,
}: {
  readonly model: Model;
  readonly network: Network;
}): JSX.Element {
  const group = usePageId();
  return (
    <fieldset class="fig-inside-layers">
      <legend class="fig-hidden">Layer and map</legend>
      <div class="fig-inside-layer">
        <p class="fig-inside-name">
          picture
          <small>{network.pictureShape.join(" × ")}</small>
        </p>
        <div class="fig-as-input">
          {model.picture.value !== null && <Thumbnail picture={model.picture.value} size={48} />}
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

interface LayerProps {
  readonly group: string;
  readonly model: Model;
  readonly network: Network;
  readonly layer: ExploredLayer;
  readonly index: number;
}

function LayerRow(props: LayerProps): JSX.Element {
  const { model, layer, index } = props;
  const output = model.outputs.value[index];
  return (
    <div class="fig-inside-layer">
      <p class="fig-inside-name">
        {nameOf(layer)}
        <small>
          {layer.shape.join(" × ")}
          {layer.parameters > 0 && ` · ${formatCount(layer.parameters)} parameters`}
        </small>
      </p>
      {output === undefined || output === null ? (
        <p class="fig-remark">{output === null ? "Too large to be shown." : "…"}</p>
      ) : layer.shape.length === 3 ? (
        <Maps {...props} output={output} />
      ) : (
        <Bars {...props} output={output} />
      )}
    </div>
  );
}

/** What a layer does, in words. */
export function nameOf(layer: ExploredLayer): string {
  const window = layer.window === null ? "" : ` ${layer.window.join(" × ")}`;
  const activation =
    layer.activation === null || layer.activation === "linear" ? "" : `, ${layer.activation}`;
  const kinds: Readonly<Record<string, string>> = {
    Conv2D: "convolution",
    MaxPooling2D: "max pooling",
    AveragePooling2D: "average pooling",
    Flatten: "flatten",
    Dense: "dense",
    Dropout: "dropout",
    Activation: "activation",
    BatchNormalization: "batch normalisation",
  };
  return `${kinds[layer.kind] ?? layer.kind}${window}${activation}`;
}

function Maps({ group, model, layer, index, output }: LayerProps & { readonly output: Volume }): JSX.Element {
  const { low, high } = extent(output);
  const span = Math.max(-low, high, 1e-6);
  return (
    <div class="fig-inside-thumbnails fig-as-output">
      {Array.from({ length: Math.min(output.channels, MOST_MAPS) }, (_, channel) => (
        <label key={channel} class="fig-thumbnail">
          <input
            type="radio"
            class="fig-hidden"
            name={group}
            aria-label={`${nameOf(layer)}, map ${channel + 1}`}
            checked={model.layer.value === index && model.unit.value.channel === channel}
            onChange={() => model.chooseLayer(index, channel)}
          />
          <span>
            <Thumbnail picture={channelOf(output, channel)} size={44} span={span} />
          </span>
        </label>
      ))}
      {output.channels > MOST_MAPS && <span class="fig-remark">and {output.channels - MOST_MAPS} more</span>}
    </div>
  );
}

/** A dense layer: a bar a unit; the last layer's are the classes. */
function Bars({
  group,
  model,
  network,
  layer,
  index,
  output,
}: LayerProps & { readonly output: Volume }): JSX.Element {
  const values = output.values;
  const isLast = index === network.layers.length - 1 && values.length === network.classNames.length;
  const chosen = model.layer.value === index ? model.unit.value.channel : null;
  const shown = barsShown(values.length, chosen);
  const largest = Math.max(1e-6, ...Array.from(values, Math.abs));
  return (
    <div class={isLast ? "fig-inside-classes" : "fig-inside-bars"}>
      {shown.map((unit) => (
        <label key={unit} class="fig-inside-bar">
          <input
            type="radio"
            class="fig-hidden"
            name={group}
            aria-label={`${nameOf(layer)}, ${isLast ? network.classNames[unit] : `unit ${unit + 1}`}: ${formatNumber(values[unit] ?? 0)}`}
            checked={chosen === unit}
            onChange={() => {
              model.chooseLayer(index);
              model.chooseUnit({ row: 0, column: 0, channel: unit });
            }}
          />
          <span class="fig-inside-unit">
            <i style={{ "--share": String(Math.abs(values[unit] ?? 0) / (isLast ? 1 : largest)) }} />
            {isLast && (
              <span>
                {network.classNames[unit]} <b>{percent(values[unit] ?? 0)}</b>
                {model.exploration.activations.value?.label === unit && " ✓"}
              </span>
            )}
          </span>
        </label>
      ))}
      {values.length > shown.length && (
        <span class="fig-remark">
          {shown.length} of {formatCount(values.length)}
        </span>
      )}
    </div>
  );
}

/** The first units; where a later one was chosen, the ones around it. */
function barsShown(units: number, chosen: number | null): readonly number[] {
  const start =
    chosen === null || chosen < MOST_BARS ? 0 : Math.min(chosen - MOST_BARS / 2, units - MOST_BARS);
  return Array.from({ length: Math.min(units, MOST_BARS) }, (_, index) => start + index);
}

function percent(share: number): string {
  return share > 0 && share < 0.005 ? "<1 %" : `${Math.round(100 * share)} %`;
}
