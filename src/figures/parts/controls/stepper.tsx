import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { figureWords } from "../../../words/figure-words.ts";
import { usePageId } from "../figure-host.tsx";

interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly onChange: (value: number) => void;
}

/** A labelled whole number with a button on each side, which can also be typed. */
export function Stepper(props: StepperProps): JSX.Element {
  const { label, value, low, high, onChange } = props;
  const fault = useSignal<string | null>(null);
  const faultId = usePageId();
  const change = (to: number) => {
    fault.value = null;
    if (to >= low && to <= high) onChange(to);
  };
  const type = (field: HTMLInputElement) => {
    const accepted = acceptedNumber(field.valueAsNumber, props);
    fault.value = accepted === field.valueAsNumber ? null : figureWords.parts.wholeNumber(label, low, high);
    field.value = String(accepted);
    if (accepted !== value) onChange(accepted);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the label names the field; a fieldset would name it twice.
    <div class="fig-control" role="group" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      <span class="fig-stepper">
        <StepButton
          label={figureWords.parts.oneLess(label)}
          sign="−"
          disabled={value <= low}
          act={() => change(value - 1)}
        />
        <NumberField {...props} faultId={fault.value === null ? null : faultId} onType={type} />
        <StepButton
          label={figureWords.parts.oneMore(label)}
          sign="+"
          disabled={value >= high}
          act={() => change(value + 1)}
        />
      </span>
      {fault.value !== null && (
        <span id={faultId} class="fig-fault" role="alert">
          {fault.value}
        </span>
      )}
    </div>
  );
}

function NumberField(
  props: StepperProps & {
    /** The id of what is wrong; null if nothing is. */
    readonly faultId: string | null;
    readonly onType: (field: HTMLInputElement) => void;
  },
): JSX.Element {
  const { label, value, low, high, faultId, onType } = props;
  return (
    <input
      type="number"
      aria-label={label}
      aria-invalid={faultId !== null}
      aria-describedby={faultId ?? undefined}
      value={value}
      min={low}
      max={high}
      step={1}
      style={{ minWidth: `${String(high).length + 1}ch` }}
      onChange={(event) => onType(event.currentTarget)}
    />
  );
}

function StepButton(props: {
  readonly label: string;
  readonly sign: string;
  readonly disabled: boolean;
  readonly act: () => void;
}): JSX.Element {
  const { label, sign, disabled, act } = props;
  return (
    <button type="button" aria-label={label} aria-disabled={disabled} onClick={act}>
      {sign}
    </button>
  );
}

/** The number itself if it is a whole one within the limits, the nearest limit, or the value as it was. */
export function acceptedNumber(typed: number, { value, low, high }: StepperProps): number {
  return Number.isInteger(typed) ? Math.max(low, Math.min(high, typed)) : value;
}
