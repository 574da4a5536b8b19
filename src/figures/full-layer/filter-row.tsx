import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { volume } from "../maths/volume.ts";
import { Slider } from "../parts/controls/controls.tsx";
import { Grid, TitledGrid } from "../parts/grid/grid.tsx";
import { kernelLabel } from "../parts/kernel/editable-kernel.ts";
import { KernelSelect } from "../parts/kernel/kernel-select.tsx";
import { formatNumber, formatWeight } from "../parts/text/format.ts";
import type { Filter, FullLayerModel } from "./model.ts";
import { STAGES, type Stage, spanOf, stageTitle } from "./stages.ts";

const LOWEST_BIAS = -3;
const HIGHEST_BIAS = 3;
const KERNEL_CELL = 28;

interface FilterProps {
  readonly model: FullLayerModel;
  readonly filter: Filter;
  readonly index: number;
  /** Side of a cell of the maps in pixels. */
  readonly cell: number;
  /** In a wide figure, headings above all rows name the maps. */
  readonly wide: boolean;
}

/** One filter with its bias, and its map after each stage of the layer. */
export function FilterRow(props: FilterProps): JSX.Element {
  const { model, cell } = props;
  return (
    <div class="fig-full-layer-row" style={{ "--map": `${cell * model.source.size + 1}px` }}>
      <FilterControls {...props} />
      {STAGES.map((stage) => (
        <StageMap key={stage} {...props} stage={stage} />
      ))}
    </div>
  );
}

function FilterControls({ model, filter, index, wide }: FilterProps): JSX.Element {
  return (
    <div class="fig-full-layer-filter">
      <KernelSelect
        label={figureWords.featureMaps.filter(index + 1)}
        hiddenLabel={wide}
        value={filter.name}
        onChange={(name) => model.chooseKernel(index, name)}
      />
      <Grid
        name={`kernel-${index}`}
        label={figureWords.fullLayer.filterLabel(index + 1, kernelLabel(filter))}
        part="kernel"
        values={volume(3, 3, 1, filter.kernel.values)}
        cell={KERNEL_CELL}
        numbers
        format={formatWeight}
        onEdit={(position, weight) => model.editWeight(index, position, weight)}
      />
      <Slider
        label={figureWords.fullLayer.bias}
        value={filter.bias}
        low={LOWEST_BIAS}
        high={HIGHEST_BIAS}
        step={0.1}
        format={(value) => formatNumber(value, 1)}
        onChange={(bias) => model.setBias(index, bias)}
      />
    </div>
  );
}

function StageMap(props: FilterProps & { readonly stage: Stage }): JSX.Element {
  const { model, index: filter, stage, cell, wide } = props;
  const position = model.position.value;
  const title = stageTitle(model, stage);
  const grid = {
    name: `${stage}-${filter}`,
    label: figureWords.fullLayer.mapLabel(filter + 1, title),
    part: "output" as const,
    values: model.layer.value[stage],
    channel: filter,
    span: spanOf(model, stage),
    cell,
    numbers: false,
    current: position.filter === filter ? position : null,
    onPoint: (at: { row: number; column: number } | null) =>
      model.point(at === null ? null : { filter, ...at }),
    onChoose: (at: { row: number; column: number }) => model.choose({ filter, ...at }),
  };
  return wide ? <Grid {...grid} /> : <TitledGrid {...grid} title={title} />;
}
