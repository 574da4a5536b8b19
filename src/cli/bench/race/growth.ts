import type { Browser } from "playwright-core";
import type { Site } from "../benchmark.ts";
import { type Measurement, processor } from "../measurement.ts";
import type { Contender } from "./contender.ts";
import { openLectern } from "./lectern.ts";
import { productsPerStep } from "./multiply-adds.ts";
import {
  DEPTHWISE,
  JAX_DEMO,
  LECTURE_SIZE,
  LENET,
  lectureTraining,
  NORMALIZED,
  RESIDUAL,
  SECOND_CONVOLUTION,
  type Training,
  TWO_BLOCKS,
} from "./networks.ts";
import { measurePeak } from "./peak.ts";
import { startPyTorch } from "./pytorch.ts";
import { type Distance, type Result, race } from "./race.ts";

const DISTANCE: Distance = { rounds: 5, turnMs: 600 };

/** The lecture's network, deeper ones, and then the lecture's with one size changed at a time. */
const TRAININGS: readonly Training[] = [
  lectureTraining(LECTURE_SIZE),
  SECOND_CONVOLUTION,
  TWO_BLOCKS,
  LENET,
  JAX_DEMO,
  NORMALIZED,
  RESIDUAL,
  DEPTHWISE,
  ...[16, 32].map((filters) => lectureTraining({ ...LECTURE_SIZE, filters })),
  ...[56, 112].map((side) => lectureTraining({ ...LECTURE_SIZE, side })),
  ...[1, 8, 128].map((batch) => lectureTraining({ ...LECTURE_SIZE, batch })),
];

/** How the time per step grows with the network, beside PyTorch. Also prints a table for the docs. */
export async function measureGrowth(site: Site): Promise<readonly Measurement[]> {
  const contenders: Contender[] = [];
  try {
    const peak = await inBrowser(site, measurePeak);
    contenders.push(await openLectern(site, { name: "Lectern", backend: "wasm", compiled: true, flags: [] }));
    for (const threads of ["one", "all"] as const) {
      const torch = startPyTorch(threads);
      if (torch !== undefined) contenders.push(torch);
    }
    const rows: Row[] = [];
    for (const training of TRAININGS) {
      const [own, one, all] = await race(contenders, training, DISTANCE);
      const floorMs = productsPerStep(training) / peak;
      if (own === undefined) continue;
      const row = { training, own, torch: one ?? null, all: all ?? null, floorMs };
      // At once, because all of them take minutes.
      if (rows.push(row) === 1) console.log(`\n${HEADER}`);
      console.log(formatRow(row));
    }
    return [processor(), ...rows.map(describe)];
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }
}

async function inBrowser<Result>(
  { launch }: Site,
  measure: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  const browser = await launch();
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

interface Row {
  readonly training: Training;
  readonly own: Result;
  /** PyTorch on one thread and on all of them; null where it is not installed. */
  readonly torch: Result | null;
  readonly all: Result | null;
  /** The time of a direct convolution's multiply–adds at peak rate, in vectors of 128 bits. */
  readonly floorMs: number;
}

function describe({ training, own, torch, floorMs }: Row): Measurement {
  const ratio = torch === null ? "" : `, ${(torch.ms / own.ms).toFixed(2)} × PyTorch`;
  return { name: training.name, value: `${times(own)} ms, floor ${floorMs.toFixed(2)}${ratio}` };
}

/** The median and the minimum. */
function times(result: Result | null): string {
  return result === null ? "" : `${result.ms.toFixed(2)} (${Math.min(...result.rounds).toFixed(2)})`;
}

const HEADER = [
  "| ms per step: median (minimum) | PyTorch, one thread | all threads | compiled | floor | × one thread |",
  "| --- | ---: | ---: | ---: | ---: | ---: |",
].join("\n");

function formatRow({ training, own, torch, all, floorMs }: Row): string {
  const ratio = torch === null ? "" : (torch.ms / own.ms).toFixed(2);
  return `| ${[training.name, times(torch), times(all), times(own), floorMs.toFixed(2), ratio].join(" | ")} |`;
}
