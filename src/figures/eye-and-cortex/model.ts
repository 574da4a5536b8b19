import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Position, type Volume, valueAt } from "../maths/volume.ts";
import type { AnswerCurves } from "./answer-chart.tsx";
import { FIELD_SIDE, renderStimulus, type Stimulus, type StimulusName } from "./stimulus.ts";
import {
  complexAnswer,
  complexField,
  complexOver,
  type Responses,
  respond,
  SIMPLE_COUNT,
  simpleSum,
  TILTS,
} from "./visual-cortex.ts";

/** How far the stimulus is moved for the second curve, in cells to either side. */
export const FURTHEST = 15;

/** All that the reader can change, and what follows from it. */
export interface CortexModel {
  readonly stimulus: Signal<Stimulus>;
  readonly field: ReadonlySignal<Volume>;
  readonly responses: ReadonlySignal<Responses>;
  /** The simple cell looked at: its place, and the place of its tilt in TILTS. */
  readonly chosen: Signal<Position>;
  readonly pointed: Signal<Position | null>;
  readonly cell: ReadonlySignal<Position>;
  readonly tilt: Signal<number>;
  /** The complex cell that listens to it. */
  readonly over: ReadonlySignal<Position>;
  /** What the chosen simple cell adds up, before it is cut off at 0. */
  readonly sum: ReadonlySignal<number>;
  /** Both cells' answers while the stimulus is turned, and while it is moved across the tilt. */
  readonly turned: ReadonlySignal<AnswerCurves>;
  readonly moved: ReadonlySignal<AnswerCurves>;
  readonly actions: Signal<number>;
  show(name: StimulusName): void;
  move(to: Position): void;
  turn(tilt: number): void;
  /** Looks at a place, and there at the cell that answers most. */
  look(place: Position): void;
  prefer(tilt: number): void;
}

export function createCortexModel(name: StimulusName): CortexModel {
  const middle = (FIELD_SIDE - 1) / 2;
  const stimulus = signal<Stimulus>({ name, row: middle, column: middle, tilt: 45 });
  const field = computed(() => renderStimulus(stimulus.value));
  const responses = computed(() => respond(field.value));
  const centre = (SIMPLE_COUNT - 1) / 2;
  const chosen = signal<Position>({ row: centre, column: centre });
  const pointed = signal<Position | null>(null);
  const cell = computed(() => pointed.value ?? chosen.value);
  const tilt = signal(1);
  const over = computed(() => ({ row: complexOver(cell.value.row), column: complexOver(cell.value.column) }));
  const actions = signal(0);
  const answersTo = (changed: readonly Stimulus[]) => {
    // Either cell sees no more than the complex one does: the chosen simple cell is one of those under it.
    const seen = complexField(over.value);
    const fields = changed.map((shown) => renderStimulus(shown, seen));
    return {
      simple: fields.map((light) => Math.max(0, simpleSum(light, cell.value, tilt.value))),
      complex: fields.map((light) => complexAnswer(light, over.value, tilt.value)),
    };
  };
  const change = (changes: Partial<Stimulus>) => {
    stimulus.value = { ...stimulus.value, ...changes };
    actions.value += 1;
  };
  return {
    stimulus,
    field,
    responses,
    chosen,
    pointed,
    cell,
    tilt,
    over,
    sum: computed(() => simpleSum(field.value, cell.value, tilt.value)),
    turned: computed(() => {
      const inputs = Array.from({ length: 49 }, (_, index) => index * 7.5);
      return { inputs, ...answersTo(inputs.map((turn) => ({ ...stimulus.value, tilt: turn }))) };
    }),
    moved: computed(() => {
      const inputs = Array.from({ length: 2 * FURTHEST + 1 }, (_, index) => index - FURTHEST);
      const angle = ((TILTS[tilt.value] ?? 0) * Math.PI) / 180;
      const shifted = inputs.map((by) => ({
        ...stimulus.value,
        row: stimulus.value.row - by * Math.cos(angle),
        column: stimulus.value.column - by * Math.sin(angle),
      }));
      return { inputs, ...answersTo(shifted) };
    }),
    actions,
    show: (shown) => change({ name: shown }),
    move: (to) => change(to),
    turn: (to) => change({ tilt: to }),
    look(place) {
      chosen.value = place;
      const answers = TILTS.map((_, index) =>
        valueAt(responses.value.simple, place.row, place.column, index),
      );
      const best = Math.max(...answers);
      if (best > 0) tilt.value = answers.indexOf(best);
      actions.value += 1;
    },
    prefer(to) {
      tilt.value = to;
      actions.value += 1;
    },
  };
}
