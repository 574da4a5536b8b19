import { median } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import type { Training } from "./training.ts";

/** How long one contender's turn is to take, in ms: long enough to measure, short enough to take turns often. */
const TURN_MS = 1500;
const MOST_STEPS = 938;
const FEWEST_STEPS = 3;

export interface Result {
  readonly name: string;
  /** The median over the rounds, of one step. */
  readonly ms: number;
  /** All rounds, in order. */
  readonly rounds: readonly number[];
}

/**
 * Lets the contenders train in turn, again and again, so that what else the machine does meets all alike. The first
 * round warms up, and tells how many steps fit into a turn.
 */
export async function race(
  contenders: readonly Contender[],
  training: Training,
  rounds: number,
): Promise<readonly Result[]> {
  const lanes: { contender: Contender; steps: number; times: number[] }[] = [];
  for (const contender of contenders) {
    const ms = await contender.train(training, FEWEST_STEPS);
    const steps = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, Math.round(TURN_MS / ms)));
    lanes.push({ contender, steps, times: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, steps, times } of lanes) times.push(await contender.train(training, steps));
  }
  return lanes.map(({ contender, times }) => ({ name: contender.name, ms: median(times), rounds: times }));
}
