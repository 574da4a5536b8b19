import { type Position, type Volume, valueAt } from "../maths/volume.ts";
import { formatNumber } from "../parts/text/format.ts";
import type { CortexModel } from "./model.ts";
import { TILTS } from "./simple-filters.ts";
import { FIELD_SIDE } from "./stimulus.ts";
import { PAIRS } from "./visual-cortex.ts";

/** The tilts in the order of TILTS, in words. */
export const TILT_NAMES = ["level", "rising", "upright", "falling"] as const;

/** A response below this counts as none. */
const FAINT = 0.1;

/** Everything that the figure shows, as text. */
export function describe(model: CortexModel): string {
  return (
    `A ${model.stimulus.value.name} in the visual field, ${describeStimulus(model)}. ` +
    `Simple cells that respond: ${describeActive(model)}. ${describeChosen(model)} ${describeCombining(model)}`
  );
}

/** Where the stimulus is, and how it is tilted. */
export function describeStimulus({ stimulus }: CortexModel): string {
  const { row, column, tilt } = stimulus.value;
  return `at row ${Math.round(row) + 1}, column ${Math.round(column) + 1} of ${FIELD_SIDE}, tilted by ${tilt} degrees`;
}

/** The responses at one position, one for each tilt. */
export function describeResponses(responses: Volume, { row, column }: Position): string {
  const list = TILT_NAMES.map(
    (name, tilt) => `${name} ${formatNumber(valueAt(responses, row, column, tilt))}`,
  );
  return `row ${row + 1}, column ${column + 1}: ${list.join(", ")}`;
}

/** The tilts of a combining cell's pair. */
export function pairNames(pair: (typeof PAIRS)[number], conjunction: string): string {
  return pair.map((tilt) => TILT_NAMES[tilt]).join(conjunction);
}

/** The response of the complex cell that pools the chosen simple cell. */
export function complexResponseOf({ responses, complex, tilt }: CortexModel): number {
  const { row, column } = complex.value;
  return valueAt(responses.value.complex, row, column, tilt.value);
}

function describeActive({ responses }: CortexModel): string {
  const { values } = responses.value.simple;
  const counts = TILT_NAMES.map((name, tilt) => {
    const active = values.filter((value, index) => index % TILTS.length === tilt && value > FAINT);
    return `${active.length} that prefer ${name} lines`;
  });
  return counts.join(", ");
}

function describeChosen(model: CortexModel): string {
  const { row, column } = model.simple.value;
  return (
    `The sum of the simple cell at row ${row + 1}, column ${column + 1} that prefers ` +
    `${TILT_NAMES[model.tilt.value]} lines is ${formatNumber(model.sum.value)}; ` +
    `the response of its complex cell is ${formatNumber(complexResponseOf(model))}.`
  );
}

function describeCombining({ combined }: CortexModel): string {
  const pairs = PAIRS.map(
    (pair, index) => `${pairNames(pair, " with ")} ${formatNumber(combined.value[index] ?? 0)}`,
  );
  const verb = combined.value.some((response) => response > 0) ? "respond" : "do not respond";
  return `Combining cells ${verb}: ${pairs.join(", ")}.`;
}
