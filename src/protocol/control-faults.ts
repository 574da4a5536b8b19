import { LONGEST_LABEL, MOST_OPTIONS } from "./control.ts";

/** The numbers of a slider; those that are not known before the code runs are missing. */
export interface SliderNumbers {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  readonly value?: number | undefined;
}

/** What is wrong with an argument of a control. */
export interface ControlFault {
  readonly of: "max" | "step" | "value";
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with the numbers of a slider; null if those that are known fit together. */
export function sliderFault(numbers: SliderNumbers): ControlFault | null {
  return rangeFault(numbers) ?? stepFault(numbers) ?? valueFault(numbers);
}

function rangeFault({ min, max }: SliderNumbers): ControlFault | null {
  if (min === undefined || max === undefined || min < max) return null;
  return {
    of: "max",
    message: `max (${max}) must be greater than min (${min}).`,
    remedy: min === max ? "Write different numbers." : `Write \`min: ${max}, max: ${min}\`.`,
  };
}

function stepFault({ min, max, step }: SliderNumbers): ControlFault | null {
  if (step === undefined) return null;
  const remedy = "Write a number above 0, or leave `step` out.";
  if (!Number.isFinite(step) || step <= 0)
    return { of: "step", message: `the step must be above 0, not ${step}.`, remedy };
  // 0.3 - 0.1 is a little less than 0.2.
  if (min === undefined || max === undefined || step <= (max - min) * (1 + 1e-9)) return null;
  return { of: "step", message: `the step ${step} does not fit between ${min} and ${max}.`, remedy };
}

function valueFault({ min, max, value }: SliderNumbers): ControlFault | null {
  if (value === undefined) return null;
  const isInside = (min === undefined || value >= min) && (max === undefined || value <= max);
  if (isInside) return null;
  const range =
    min !== undefined && max !== undefined
      ? `between ${min} and ${max}`
      : min === undefined
        ? `at most ${max}`
        : `at least ${min}`;
  return {
    of: "value",
    message: `the value ${value} is not ${range}.`,
    remedy: "It is where the slider begins: write a number from `min` to `max`, or leave `value` out.",
  };
}

/** What is wrong with the label of a control; null if nothing is. */
export function labelFault(label: string): Omit<ControlFault, "of"> | null {
  const { length } = label.trim();
  if (length === 0)
    return { message: 'the first argument is its label, such as "Learning rate".', remedy: "Write a label." };
  if (length <= LONGEST_LABEL) return null;
  return { message: `the label has ${length} characters (at most ${LONGEST_LABEL}).`, remedy: "Shorten it." };
}

/** What is wrong with the number of options of a list; null if nothing is. */
export function optionsFault(count: number): Omit<ControlFault, "of"> | null {
  if (count === 0)
    return {
      message: 'the second argument is a list of options, as in ["sgd", "adam"].',
      remedy: "Write at least one option.",
    };
  if (count <= MOST_OPTIONS) return null;
  return { message: `there are ${count} options (at most ${MOST_OPTIONS}).`, remedy: "Offer fewer." };
}
