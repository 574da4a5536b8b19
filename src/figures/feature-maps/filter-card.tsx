import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { figureWords } from "../../words/figure-words.ts";
import { channelOf, extent, largestMagnitude, volume } from "../maths/volume.ts";
import { Grid } from "../parts/grid/grid.tsx";
import { Scale } from "../parts/image/scale.tsx";
import type { EditableKernel } from "../parts/kernel/editable-kernel.ts";
import { KernelSelect } from "../parts/kernel/kernel-select.tsx";
import { formatSize, formatWeight } from "../parts/text/format.ts";
import { describeSum } from "./describe.ts";
import type { FeatureMapsModel } from "./model.ts";

interface FilterProps {
  readonly model: FeatureMapsModel;
  readonly filter: EditableKernel;
  readonly index: number;
  /** Side of a cell of the map in pixels. */
  readonly cell: number;
}

/** One filter: its name, its weights, which can be edited, and its feature map. */
export function FilterCard(props: FilterProps): JSX.Element {
  const { model, filter, index } = props;
  const weights = useMemo(() => volume(3, 3, 1, filter.kernel.values), [filter]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and brings a form's looks.
    <div class="fig-filter-card" role="group" aria-label={figureWords.featureMaps.filter(index + 1)}>
      <div class="fig-filter-name">
        <KernelSelect
          label={figureWords.featureMaps.filter(index + 1)}
          value={filter.name}
          onChange={(name) => model.chooseKernel(index, name)}
        />
      </div>
      <Grid
        name={`kernel-${index}`}
        label={figureWords.featureMaps.weightsOf(index + 1)}
        part="kernel"
        values={weights}
        cell={28}
        numbers
        format={formatWeight}
        onEdit={(position, weight) => model.editWeight(index, position, weight)}
      />
      <FeatureMap {...props} />
    </div>
  );
}

function FeatureMap({ model, index, cell }: FilterProps): JSX.Element {
  const { maps, position } = model;
  const map = useMemo(() => channelOf(maps.value, index), [maps.value, index]);
  const span = largestMagnitude(map);
  return (
    <div class="fig-titled">
      <Grid
        name={`map-${index}`}
        label={figureWords.featureMaps.mapLabel(index + 1, formatSize(map))}
        part="output"
        values={map}
        span={span}
        cell={cell}
        numbers={false}
        current={position.current.value}
        describe={(at) => describeSum(model, index, at)}
        onPoint={(at) => {
          position.point(at);
          if (at !== null) model.selectFilter(index);
        }}
        onChoose={(at) => {
          position.choose(at);
          model.selectFilter(index);
        }}
      />
      <Scale part="output" span={span} signed={extent(map).low < 0} />
    </div>
  );
}
