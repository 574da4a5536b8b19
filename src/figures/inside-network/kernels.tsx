import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Slider } from "../parts/controls/controls.tsx";
import type { Network } from "../parts/exploration/exploration-client.ts";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
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
      <p class="fig-title fig-as-kernel">{figureWords.insideNetwork.kernels(epoch)}</p>
      {convolutions.map(({ index, name }) => {
        const weights = model.weights.value[index] ?? null;
        return weights === null ? null : (
          <Filters key={index} model={model} index={index} name={name} weights={weights} epoch={epoch} />
        );
      })}
      {network.epochs > 0 && (
        <Slider
          label={figureWords.insideNetwork.epoch}
          value={epoch}
          low={0}
          high={network.epochs}
          onChange={model.setEpoch}
        />
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
  const from = channels > 1 ? ` ${figureWords.insideNetwork.forMap(channel + 1, channels)}` : "";
  return (
    <div class="fig-as-kernel">
      <p class="fig-remark">{figureWords.insideNetwork.weightsOf(name, from)}</p>
      <div class="fig-inside-filters">
        {Array.from({ length: Math.min(filters, MOST_FILTERS) }, (_, filter) => (
          <span
            key={filter}
            role="img"
            aria-label={figureWords.insideNetwork.filterLabel(filter + 1, name, from, epoch)}
          >
            <Thumbnail picture={filterImage(weights, filter, channel)} size={64} span={span} />
            <small aria-hidden="true">{filter + 1}</small>
          </span>
        ))}
        {filters > MOST_FILTERS && (
          <span class="fig-remark">{figureWords.insideNetwork.andMore(filters - MOST_FILTERS)}</span>
        )}
      </div>
      {channels > 1 && (
        <Slider
          label={figureWords.insideNetwork.inputMapOf(name)}
          value={channel + 1}
          low={1}
          high={channels}
          onChange={(number) => model.setKernelChannel(index, number - 1)}
        />
      )}
    </div>
  );
}
