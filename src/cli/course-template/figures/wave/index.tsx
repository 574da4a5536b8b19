// An own figure: a folder here with an `index.tsx`. Lessons use it by the folder's name:
// `::: {.figure name="wave" frequency=2}`. node_modules/lectern/src/figures/README.md says what the members mean.
import { type Signal, signal } from "@preact/signals";
import { Controls, defineFigure, type FigureModel, Slider, wholeNumber } from "lectern/figures";
import * as v from "valibot";
import "./style.css";

interface WaveModel extends FigureModel {
  readonly frequency: Signal<number>;
  readonly interactions: Signal<number>;
}

export default defineFigure({
  label: "Wave",
  attributes: v.strictObject({ frequency: wholeNumber("frequency", 1, 8, 2) }),
  height: () => ({ wide: 260, narrow: 220 }),
  createModel: ({ frequency }): WaveModel => ({ frequency: signal(frequency), interactions: signal(0) }),
  describe: ({ frequency }) => `A sine wave with ${frequency.value} periods.`,
  View: ({ model: { frequency, interactions } }) => (
    <>
      <Controls>
        <Slider
          label="Frequency"
          value={frequency.value}
          low={1}
          high={8}
          onChange={(next) => {
            frequency.value = next;
            // Readers hear `describe` after each increase.
            interactions.value += 1;
          }}
        />
      </Controls>
      <svg class="fig-wave" viewBox="0 0 400 120" aria-hidden="true">
        <path d={wavePath(frequency.value)} />
      </svg>
    </>
  ),
});

function wavePath(frequency: number): string {
  const points = Array.from({ length: 201 }, (_, index) => {
    const y = 60 - 50 * Math.sin((2 * Math.PI * frequency * index) / 200);
    return `${index * 2} ${y.toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}
