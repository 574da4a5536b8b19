import type { Site } from "../benchmark.ts";
import { type Measurement, median, processor, spread } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import { openLectern } from "./lectern.ts";
import { TWO_BLOCKS } from "./networks.ts";

const ROUNDS = 7;
const STEPS = 300;

/**
 * Upper bound for the gain from a second core: how much more two trainings do at the same time, each in a browser of its
 * own, than one alone. One training that is divided between two workers also has to exchange gradients at every step.
 */
export async function measureCores(site: Site): Promise<readonly Measurement[]> {
  const engine = { name: "Lectern", backend: "wasm", compiled: true, flags: [] } as const;
  const contenders: Contender[] = [];
  const open = async (): Promise<Contender> => {
    const contender = await openLectern(site, engine);
    contenders.push(contender);
    return contender;
  };
  try {
    const [first, second] = [await open(), await open()];
    const [alone, together]: [number[], number[]] = [[], []];
    await Promise.all([first.train(TWO_BLOCKS, STEPS), second.train(TWO_BLOCKS, STEPS)]);
    for (let round = 0; round < ROUNDS; round++) {
      alone.push(await first.train(TWO_BLOCKS, STEPS));
      const both = await Promise.all([first.train(TWO_BLOCKS, STEPS), second.train(TWO_BLOCKS, STEPS)]);
      together.push(Math.max(...both));
    }
    const gain = (2 * median(alone)) / median(together);
    return [
      processor(),
      { name: `${TWO_BLOCKS.name}, alone`, value: spread(alone, "ms per step", 2) },
      { name: "two trainings at the same time", value: spread(together, "ms per step each", 2) },
      { name: "gain of a second core, at most", value: `${gain.toFixed(2)} ×` },
    ];
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
}
