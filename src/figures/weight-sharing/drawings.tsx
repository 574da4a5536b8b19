import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { Controls, Segments, Slider } from "../parts/controls/controls.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import { capitalise } from "../parts/text/format.ts";
import { CELLS, CONNECTIVITIES, TAPS } from "./connectivity.ts";
import { ConnectivityDrawing } from "./connectivity-drawing.tsx";
import { describeFocus } from "./describe.ts";
import type { WeightSharingModel } from "./model.ts";

/** Chooses what is highlighted in the drawings. */
export function FocusControls({ model }: { readonly model: WeightSharingModel }): JSX.Element {
  const { focusType, output, tap } = model;
  return (
    <Controls>
      <Segments
        label={figureWords.weightSharing.highlight}
        value={focusType.value}
        options={[
          { value: "output", label: figureWords.weightSharing.whatOutputSees },
          { value: "weight", label: figureWords.weightSharing.whereWeightUsed },
        ]}
        onChange={model.setFocusType}
      />
      {focusType.value === "output" ? (
        <NumberSlider
          label={figureWords.weightSharing.output}
          value={output.value}
          count={CELLS}
          onChange={model.setOutput}
        />
      ) : (
        <NumberSlider
          label={figureWords.weightSharing.weight}
          value={tap.value}
          count={TAPS}
          onChange={model.setTap}
        />
      )}
    </Controls>
  );
}

/** Chooses an index below `count`; readers count from 1. */
function NumberSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly count: number;
  readonly onChange: (index: number) => void;
}): JSX.Element {
  const { label, value, count, onChange } = props;
  return (
    <Slider
      label={label}
      value={value + 1}
      low={1}
      high={count}
      onChange={(number) => onChange(number - 1)}
    />
  );
}

/** The three layers along one axis. */
export function Drawings({ model }: { readonly model: WeightSharingModel }): JSX.Element {
  const { width } = useFigure();
  const each = width.value < 600 ? Math.min(width.value, 420) : Math.floor((width.value - 48) / 3);
  return (
    <div class="fig-wirings">
      {CONNECTIVITIES.map((connectivity) => (
        <div key={connectivity} style={{ width: `${each}px` }}>
          <p class="fig-title">{figureWords.weightSharing.labels[connectivity]}</p>
          <ConnectivityDrawing
            connectivity={connectivity}
            width={each}
            focus={model.focus.value}
            onPoint={model.setOutput}
          />
          <p class="fig-remark">
            {figureWords.weightSharing.ideas[connectivity]}{" "}
            {capitalise(describeFocus(connectivity, model.focus.value))}.
          </p>
        </div>
      ))}
    </div>
  );
}
