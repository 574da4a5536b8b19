import { median } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import type { Training } from "./networks.ts";

const MOST_STEPS = 938;
const FEWEST_STEPS = 3;

/** How long a race is. */
export interface Distance {
  readonly rounds: number;
  /** Milliseconds per turn: long enough to measure, short enough to alternate often. */
  readonly turnMs: number;
}

export interface Result {
  readonly name: string;
  /** The median over the rounds, per step. */
  readonly ms: number;
  /** All rounds, in order. */
  readonly rounds: readonly number[];
}

/** Lets the contenders train in turn, several times, so that other load on the machine affects all of them equally. */
export async function race(
  contenders: readonly Contender[],
  training: Training,
  { rounds, turnMs }: Distance,
): Promise<readonly Result[]> {
  const lanes: { contender: Contender; steps: number; times: number[] }[] = [];
  for (const contender of contenders) {
    lanes.push({ contender, steps: await stepsPerTurn(contender, training, turnMs), times: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, steps, times } of lanes) times.push(await contender.train(training, steps));
  }
  return lanes.map(({ contender, times }) => ({ name: contender.name, ms: median(times), rounds: times }));
}

/**
 * Warms a contender up, and finds how many steps fill a turn. A few steps cost more each than many do, since beginning
 * and ending a training takes time, too: the estimate is repeated until it hardly grows.
 */
async function stepsPerTurn(contender: Contender, training: Training, turnMs: number): Promise<number> {
  let steps = 0;
  let estimate = FEWEST_STEPS;
  while (estimate > 1.5 * steps) {
    steps = estimate;
    const ms = await contender.train(training, steps);
    estimate = Math.min(MOST_STEPS, Math.max(steps, Math.round(turnMs / ms)));
  }
  return estimate;
}
