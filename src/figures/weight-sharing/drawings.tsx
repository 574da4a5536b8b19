import type { JSX } from "preact";
import { Controls, Segments, Slider } from "../parts/controls/controls.tsx";
import { useFigure } from "../parts/figure-host.tsx";
import { capitalise } from "../parts/text/format.ts";
import { CELLS, CONNECTIVITIES, type Connectivity, TAPS } from "./connectivity.ts";
import { ConnectivityDrawing } from "./connectivity-drawing.tsx";
import { describeFocus, LABELS } from "./describe.ts";
import type { WeightSharingModel } from "./model.ts";

const IDEAS: Readonly<Record<Connectivity, string>> = {
  dense: "Every output has a weight for every input.",
  local: "Every output sees only its neighbourhood, with separate weights.",
  convolution: "All outputs use the same few weights.",
};

/** Chooses what is highlighted in the drawings. */
export function FocusControls({ model }: { readonly model: WeightSharingModel }): JSX.Element {
  const { focusType, output, tap } = model;
  return (
    <Controls>
      <Segments
        label="Highlight"
        value={focusType.value}
        options={[
          { value: "output", label: "What one output sees" },
          { value: "weight", label: "Where one weight is used" },
        ]}
        onChange={model.setFocusType}
      />
      {focusType.value === "output" ? (
        <NumberSlider label="Output" value={output.value} count={CELLS} onChange={model.setOutput} />
      ) : (
        <NumberSlider label="Weight" value={tap.value} count={TAPS} onChange={model.setTap} />
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
          <p class="fig-title">{LABELS[connectivity]}</p>
          <ConnectivityDrawing
            connectivity={connectivity}
            width={each}
            focus={model.focus.value}
            onPoint={model.setOutput}
          />
          <p class="fig-remark">
            {IDEAS[connectivity]} {capitalise(describeFocus(connectivity, model.focus.value))}.
          </p>
        </div>
      ))}
    </div>
  );
}
