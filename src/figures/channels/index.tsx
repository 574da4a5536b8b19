import type { JSX } from "preact";
import * as v from "valibot";
import { figureWords } from "../../words/figure-words.ts";
import { wholeNumber } from "../attributes.ts";
import { defineFigure } from "../define-figure.tsx";
import { Controls, Segments } from "../parts/controls/controls.tsx";
import { DrawInTurn } from "../parts/draw-in-turn.tsx";
import { ImageChooser } from "../parts/image/image-chooser.tsx";
import { ChannelSum } from "./channel-sum.tsx";
import { describe } from "./describe.ts";
import { Filters, WeightCount } from "./filters.tsx";
import { type ChannelsModel, createChannelsModel, MOST_FILTERS } from "./model.ts";
import { OneFilter } from "./one-filter.tsx";
import "./style.css";

/** Several channels in, several out: a colour image, taken apart, filtered and summed. */
export default defineFigure({
  label: () => figureWords.parts.channels,
  attributes: v.strictObject({ filters: wholeNumber("filters", 1, MOST_FILTERS, 3) }),
  height: () => ({ wide: 814, narrow: 1081 }),
  createModel: createChannelsModel,
  describe,
  View,
});

function View({ model }: { readonly model: ChannelsModel }): JSX.Element {
  const { showsBalloon, source } = model;
  return (
    <DrawInTurn>
      <Controls>
        <Segments
          label={figureWords.channels.picture}
          value={showsBalloon.value ? "balloon" : "another"}
          options={[
            { value: "balloon", label: figureWords.channels.balloon },
            { value: "another", label: figureWords.channels.another },
          ]}
          onChange={(image) => model.showBalloon(image === "balloon")}
        />
        {!showsBalloon.value && <ImageChooser source={source} />}
      </Controls>
      <OneFilter model={model} />
      <ChannelSum model={model} />
      <Filters model={model} />
      <WeightCount model={model} />
    </DrawInTurn>
  );
}
