import type { JSX } from "preact";
import { Slider } from "../parts/controls/controls.tsx";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { count } from "../parts/text/format.ts";
import { layerName } from "./describe.ts";
import { channelsOf, filterImage, type LayerWeights } from "./layer-weights.ts";
import type { InsideNetworkModel } from "./model.ts";

const MOST_FILTERS = 16;

/** The filters of every convolution after the epoch that the slider chooses. */
export function Kernels(props: {
  readonly model: InsideNetworkModel;
  readonly network: Network;
}): JSX.Element | null {
  const { model, network } = props;
  const convolutions = network.layers.flatMap((layer, index) =>
    layer.kind === "Conv2D" ? [{ index, name: layerName(layer) }] : [],
  );
  if (convolutions.length === 0) return null;
  const epoch = model.epoch.value ?? network.epochs;
  return (
    <div class="fig-inside-kernels">
      <p class="fig-title fig-as-kernel">
        kernels {epoch === 0 ? "before training" : `after epoch ${epoch}`}
      </p>
      {convolutions.map(({ index, name }) => {
        const weights = model.weights.value[index] ?? null;
        return weights === null ? null : (
          <Filters key={index} model={model} index={index} name={name} weights={weights} epoch={epoch} />
        );
      })}
      {network.epochs > 0 && (
        <Slider label="Epoch" value={epoch} low={0} high={network.epochs} onChange={model.setEpoch} />
      )}
    </div>
  );
}

interface FiltersProps {
  readonly model: InsideNetworkModel;
  /** The convolution's index among the layers. */
  readonly index: number;
  readonly name: string;
  readonly weights: LayerWeights;
  readonly epoch: number;
}

/** One channel of each filter; of filters with several, the reader chooses it. */
function Filters({ model, index, name, weights, epoch }: FiltersProps): JSX.Element {
  const filters = weights.kernel.shape[3] ?? 0;
  const channels = channelsOf(weights);
  const channel = Math.min(channels - 1, model.kernelChannels.value.get(index) ?? 0);
  const span = Math.max(...Array.from(weights.kernel.values, Math.abs));
  const from = channels > 1 ? ` for input map ${channel + 1} of ${channels}` : "";
  return (
    <div class="fig-as-kernel">
      <p class="fig-remark">
        {name}: the weights{from}
      </p>
      <div class="fig-inside-filters">
        {Array.from({ length: Math.min(filters, MOST_FILTERS) }, (_, filter) => (
          <span
            key={filter}
            role="img"
            aria-label={`Filter ${filter + 1} of ${name}${from}, after ${count(epoch, "epoch")}`}
          >
            <Thumbnail picture={filterImage(weights, filter, channel)} size={64} span={span} />
            <small aria-hidden="true">{filter + 1}</small>
          </span>
        ))}
        {filters > MOST_FILTERS && <span class="fig-remark">and {filters - MOST_FILTERS} more</span>}
      </div>
      {channels > 1 && (
        <Slider
          label={`Input map of ${name}`}
          value={channel + 1}
          low={1}
          high={channels}
          onChange={(number) => model.setKernelChannel(index, number - 1)}
        />
      )}
    </div>
  );
}
