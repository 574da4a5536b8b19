import { median } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import type { Training } from "./networks.ts";

/** Milliseconds per turn: long enough to measure, short enough to alternate often. */
const TURN_MS = 1500;
const MOST_STEPS = 938;
const FEWEST_STEPS = 3;

export interface Result {
  readonly name: string;
  /** The median over the rounds, per step. */
  readonly ms: number;
  /** All rounds, in order. */
  readonly rounds: readonly number[];
}

/**
 * Lets the contenders train in turn, several times, so that other load on the machine affects all of them equally. The
 * first round is warm-up, and determines the number of steps per turn.
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
