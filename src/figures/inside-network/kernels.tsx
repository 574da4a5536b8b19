import type { JSX } from "preact";
import { Slider } from "../parts/controls/controls.tsx";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { layerName } from "./describe.ts";
import { filterImage, type LayerWeights } from "./layer-weights.ts";
import type { InsideNetworkModel } from "./model.ts";

const MOST_FILTERS = 16;

/** The filters of every convolution after the epoch that the slider chooses. */
export function Kernels(props: {
  readonly model: InsideNetworkModel;
  readonly network: Network;
}): JSX.Element | null {
  const { model, network } = props;
  const convolutions = network.layers.flatMap((layer, index) =>
    layer.kind === "Conv2D" ? [{ name: layerName(layer), weights: model.weights.value[index] ?? null }] : [],
  );
  if (convolutions.length === 0) return null;
  const epoch = model.epoch.value ?? network.epochs;
  return (
    <div class="fig-inside-kernels">
      <p class="fig-title fig-as-kernel">
        kernels {epoch === 0 ? "before training" : `after epoch ${epoch}`}
      </p>
      {convolutions.map(
        ({ name, weights }, index) =>
          weights !== null && (
            <Filters
              key={index}
              name={name}
              titled={convolutions.length > 1}
              weights={weights}
              epoch={epoch}
            />
          ),
      )}
      {network.epochs > 0 && (
        <Slider label="Epoch" value={epoch} low={0} high={network.epochs} onChange={model.setEpoch} />
      )}
    </div>
  );
}

function Filters(props: {
  readonly name: string;
  readonly titled: boolean;
  readonly weights: LayerWeights;
  readonly epoch: number;
}): JSX.Element {
  const { name, titled, weights, epoch } = props;
  const filters = weights.kernel.shape[3] ?? 0;
  const span = Math.max(...Array.from(weights.kernel.values, Math.abs));
  return (
    <div class="fig-inside-filters fig-as-kernel">
      {titled && <p class="fig-remark">{name}</p>}
      {Array.from({ length: Math.min(filters, MOST_FILTERS) }, (_, filter) => (
        <span key={filter} role="img" aria-label={`Filter ${filter + 1} of ${name}, ${epoch} epochs`}>
          <Thumbnail picture={filterImage(weights, filter)} size={64} span={span} />
        </span>
      ))}
      {filters > MOST_FILTERS && <span class="fig-remark">and {filters - MOST_FILTERS} more</span>}
    </div>
  );
}
