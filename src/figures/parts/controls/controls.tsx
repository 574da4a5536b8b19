import type { ComponentChildren, JSX } from "preact";
import { usePageId } from "../figure-host.tsx";

export { Button } from "./button.tsx";
export { Stepper } from "./stepper.tsx";

/** A row of controls that wraps. */
export function Controls(props: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="fig-controls">{props.children}</div>;
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A labelled select; with `hiddenLabel`, the label is for screen readers only. */
export function Select<Value extends string>(props: {
  readonly label: string;
  readonly hiddenLabel?: boolean;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}): JSX.Element {
  return (
    <label class="fig-control">
      <span class={props.hiddenLabel === true ? "fig-hidden" : undefined}>{props.label}</span>
      <select
        class="fig-select"
        value={props.value}
        onChange={(event) => {
          const chosen = props.options[event.currentTarget.selectedIndex];
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Radio buttons side by side, as one segmented control. */
export function Segments<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}): JSX.Element {
  const name = usePageId();
  return (
    <fieldset class="fig-segments">
      <legend class="fig-hidden">{props.label}</legend>
      {props.options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            class="fig-hidden"
            name={name}
            checked={option.value === props.value}
            onChange={() => props.onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A labelled slider with its formatted value beside it. */
export function Slider(props: {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly step?: number;
  readonly format?: (value: number) => string;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  const text = (props.format ?? String)(props.value);
  return (
    <label class="fig-control fig-slider">
      <span>{props.label}</span>
      <input
        type="range"
        class="fig-range"
        min={props.low}
        max={props.high}
        step={props.step ?? 1}
        value={props.value}
        aria-valuetext={text}
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
      <output>{text}</output>
    </label>
  );
}
