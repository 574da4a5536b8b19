import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { valueAt } from "../maths/volume.ts";
import { Controls, Stepper } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { Arithmetic } from "../parts/text/arithmetic.tsx";
import { formatSize, formatWeight } from "../parts/text/format.ts";
import { describe, describeSelectedMap } from "./describe.ts";
import { Grids } from "./grids.tsx";
import { createFeatureMapsModel, type FeatureMapsModel, MOST_FILTERS } from "./model.ts";
import "./style.css";

/** Several filters, each with the feature map that it makes of the same image. */
export default defineFigure({
  label: () => figureWords.featureMaps.label,
  attributes: v.strictObject({ filters: wholeNumber("filters", 1, MOST_FILTERS, 4) }),
  height: () => ({ wide: 599, narrow: 1227 }),
  createModel: createFeatureMapsModel,
  describe,
  announcement: describeSelectedMap,
  View,
});

function View({ model }: { readonly model: FeatureMapsModel }): JSX.Element {
  return (
    <DrawInTurn>
      <ImageChooser source={model.source} />
      <Grids model={model} />
      <div class="fig-feature-sum">
        <Sum model={model} />
      </div>
      <FilterCount model={model} />
    </DrawInTurn>
  );
}

/** The selected output, written out as a sum of products. */
function Sum({ model }: { readonly model: FeatureMapsModel }): JSX.Element {
  const { row, column } = model.position.current.value;
  const filter = model.filter.value;
  return (
    <div>
      <p class="fig-remark">{figureWords.featureMaps.at(filter + 1, row + 1, column + 1)}</p>
      <Arithmetic
        result={valueAt(model.maps.value, row, column, filter)}
        products={model.termsAt(filter, { row, column })}
        formatWeight={formatWeight}
      />
    </div>
  );
}

function FilterCount({ model }: { readonly model: FeatureMapsModel }): JSX.Element {
  const { source, filters, maps } = model;
  return (
    <Controls>
      <Stepper
        label={figureWords.parts.filtersLabel}
        value={filters.value.length}
        low={1}
        high={MOST_FILTERS}
        onChange={model.setFilterCount}
      />
      <span class="fig-remark">
        <b class="fig-as-input">{formatSize(source.image.value)} × 1</b> →{" "}
        <b class="fig-as-output">
          {formatSize(maps.value)} × {maps.value.channels}
        </b>
        {figureWords.featureMaps.oneEach}
      </span>
    </Controls>
  );
}
