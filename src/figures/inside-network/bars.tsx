import type { JSX } from "preact";
import { figureWords } from "../../words/figure-words.ts";
import { largestMagnitude, type Volume } from "../maths/volume.ts";
import { formatCount, formatNumber, formatPercent } from "../parts/text/format.ts";
import { layerName } from "./describe.ts";
import type { LayerProps } from "./layer-props.ts";

/** With more units than this, only some are drawn. */
const MOST_BARS = 32;
const SMALLEST_SPAN = 1e-6;

/** A layer without maps: one bar per unit. The last layer's units are the classes. */
export function Bars(props: LayerProps & { readonly output: Volume }): JSX.Element {
  const { model, network, index, output } = props;
  const { values } = output;
  const isLast = index === network.layers.length - 1 && values.length === network.classNames.length;
  const chosen = model.layer.value === index ? model.unit.value.channel : null;
  const shown = unitsShown(values.length, chosen);
  const span = isLast ? 1 : Math.max(SMALLEST_SPAN, largestMagnitude(output));
  return (
    <div class={isLast ? "fig-inside-classes" : "fig-inside-bars"}>
      {shown.map((unit) => (
        <Bar
          key={unit}
          {...props}
          unit={unit}
          className={isLast ? (network.classNames[unit] ?? null) : null}
          checked={chosen === unit}
          value={values[unit] ?? 0}
          span={span}
        />
      ))}
      {values.length > shown.length && (
        <span class="fig-remark">
          {figureWords.insideNetwork.ofAll(shown.length, formatCount(values.length))}
        </span>
      )}
    </div>
  );
}

function Bar(
  props: LayerProps & {
    readonly unit: number;
    /** The class that the unit stands for; null if it is not one of the last layer. */
    readonly className: string | null;
    readonly checked: boolean;
    readonly value: number;
    /** The magnitude of the longest bar. */
    readonly span: number;
  },
): JSX.Element {
  const { group, model, layer, index, unit, className, checked, value, span } = props;
  return (
    <label class="fig-inside-bar">
      <input
        type="radio"
        class="fig-hidden"
        name={group}
        aria-label={`${layerName(layer)}, ${className ?? figureWords.insideNetwork.unit(unit + 1)}: ${formatNumber(value)}`}
        checked={checked}
        onChange={() => model.chooseUnit(index, { row: 0, column: 0, channel: unit })}
      />
      <span class="fig-inside-unit">
        <i style={{ "--share": String(Math.abs(value) / span) }} />
        {className !== null && (
          <span>
            {className} <b>{formatPercent(value)}</b>
            {model.exploration.activations.value?.label === unit && " ✓"}
          </span>
        )}
      </span>
    </label>
  );
}

/** The first units, or those around the chosen one if it is not among them. */
function unitsShown(units: number, chosen: number | null): readonly number[] {
  const start =
    chosen === null || chosen < MOST_BARS ? 0 : Math.min(chosen - MOST_BARS / 2, units - MOST_BARS);
  return Array.from({ length: Math.min(units, MOST_BARS) }, (_, index) => start + index);
}
