import { figureWords } from "../../words/figure-words.ts";
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
    `${figureWords.cortex.inField(figureWords.cortex.stimuli[model.stimulus.value.name], describeStimulus(model))} ` +
    `${figureWords.cortex.responding(describeActive(model))} ${describeChosen(model)} ${describeCombining(model)}`
  );
}

/** Where the stimulus is, and how it is tilted. */
export function describeStimulus({ stimulus }: CortexModel): string {
  const { row, column, tilt } = stimulus.value;
  return figureWords.cortex.position(Math.round(row) + 1, Math.round(column) + 1, FIELD_SIDE, tilt);
}

/** The responses at one position, one for each tilt. */
export function describeResponses(responses: Volume, { row, column }: Position): string {
  const list = TILT_NAMES.map(
    (name, tilt) =>
      `${figureWords.cortex.tilts[name]} ${formatNumber(valueAt(responses, row, column, tilt))}`,
  );
  return `${figureWords.parts.position(row + 1, column + 1)}: ${list.join(figureWords.parts.separator)}`;
}

function tiltName(tilt: number): string {
  const name = TILT_NAMES[tilt];
  return name === undefined ? "" : figureWords.cortex.tilts[name];
}

/** The tilts of a combining cell's pair. */
export function pairNames(pair: (typeof PAIRS)[number], conjunction: string): string {
  return pair.map(tiltName).join(conjunction);
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
    return figureWords.cortex.preferring(active.length, figureWords.cortex.tilts[name]);
  });
  return counts.join(", ");
}

function describeChosen(model: CortexModel): string {
  const { row, column } = model.simple.value;
  return figureWords.cortex.chosen(
    figureWords.parts.position(row + 1, column + 1),
    tiltName(model.tilt.value),
    formatNumber(model.sum.value),
    formatNumber(complexResponseOf(model)),
  );
}

function describeCombining({ combined }: CortexModel): string {
  const pairs = PAIRS.map(
    (pair, index) =>
      `${pairNames(pair, figureWords.cortex.with)} ${formatNumber(combined.value[index] ?? 0)}`,
  );
  const list = pairs.join(figureWords.parts.separator);
  return combined.value.some((response) => response > 0)
    ? figureWords.cortex.combiningRespond(list)
    : figureWords.cortex.combiningSilent(list);
}
