import type { JSX } from "preact";
import type { Network } from "../exploration/client.ts";
import { Slider } from "../parts/controls/controls.tsx";
import { Thumbnail } from "../parts/image/thumbnail.tsx";
import { filterOf } from "./layer-weights.ts";
import { nameOf } from "./layers.tsx";
import type { Model } from "./model.ts";

const MOST_FILTERS = 16;

/** The filters of every convolution, as they were after each epoch. */
export function Kernels({
  model,
  network,
}: {
  readonly model: Model;
  readonly network: Network;
}): JSX.Element | null {
  const convolutions = network.layers.flatMap((layer, index) =>
    layer.kind === "Conv2D" ? [{ layer, index }] : [],
  );
  if (convolutions.length === 0) return null;
  const epoch = model.epoch.value ?? network.epochs;
  return (
    <div class="fig-inside-kernels">
      <p class="fig-title fig-as-kernel">
        kernels {epoch === 0 ? "before training" : `after epoch ${epoch}`}
      </p>
      {convolutions.map(({ layer, index }) => {
        const weights = model.weights.value[index] ?? null;
        if (weights === null) return null;
        const filters = weights.kernel.shape[3] ?? 0;
        const span = Math.max(...Array.from(weights.kernel.values, Math.abs));
        return (
          <div key={layer.name} class="fig-inside-filters fig-as-kernel">
            {convolutions.length > 1 && <p class="fig-remark">{nameOf(layer)}</p>}
            {Array.from({ length: Math.min(filters, MOST_FILTERS) }, (_, filter) => (
              <span
                key={filter}
                role="img"
                aria-label={`Filter ${filter + 1} of ${nameOf(layer)}, ${epoch} epochs`}
              >
                <Thumbnail picture={filterOf(weights, filter)} size={64} span={span} />
              </span>
            ))}
            {filters > MOST_FILTERS && <span class="fig-remark">and {filters - MOST_FILTERS} more</span>}
          </div>
        );
      })}
      {network.epochs > 0 && (
        <Slider
          label="Epoch"
          value={epoch}
          low={0}
          high={network.epochs}
          onChange={(value) => {
            model.epoch.value = value;
          }}
        />
      )}
    </div>
  );
}
