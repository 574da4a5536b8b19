import type { Site } from "../benchmark.ts";
import { type Measurement, processor } from "../measurement.ts";
import { openLectern } from "./lectern.ts";
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
import { startPyTorch } from "./pytorch.ts";
import { type Result, race } from "./race.ts";

const ROUNDS = 5;

/** The lecture's network with one size changed at a time, and deeper ones. */
const TRAININGS: readonly Training[] = [
  ...[4, 8, 16, 32].map((filters) => lectureTraining({ ...LECTURE_SIZE, filters })),
  ...[56, 112].map((side) => lectureTraining({ ...LECTURE_SIZE, side })),
  ...[1, 8, 128, 512].map((batch) => lectureTraining({ ...LECTURE_SIZE, batch })),
  SECOND_CONVOLUTION,
  TWO_BLOCKS,
  LENET,
  JAX_DEMO,
  NORMALIZED,
  RESIDUAL,
  DEPTHWISE,
];

/** How the time per step grows with the network, beside PyTorch. Also prints a table and a chart for the docs. */
export async function measureGrowth(site: Site): Promise<readonly Measurement[]> {
  const torches = [startPyTorch("one"), startPyTorch("all")].filter((torch) => torch !== undefined);
  const lectern = await openLectern(site, {
    name: "Lectern",
    backend: "wasm",
    compiled: true,
    flags: [],
  });
  try {
    const rows: Row[] = [];
    for (const training of TRAININGS) {
      const [own, ...others] = await race([lectern, ...torches], training, ROUNDS);
      if (own !== undefined) rows.push({ training, own, torch: others[0] ?? null, all: others[1] ?? null });
    }
    console.log(`\n${formatRows(rows)}\n\n${formatChart(rows)}\n`);
    return [processor(), ...rows.map(describe)];
  } finally {
    await Promise.all([lectern, ...torches].map((contender) => contender.close()));
  }
}

interface Row {
  readonly training: Training;
  readonly own: Result;
  /** PyTorch on one thread and on all of them; null where it is not installed. */
  readonly torch: Result | null;
  readonly all: Result | null;
}

function describe({ training, own, torch }: Row): Measurement {
  const ratio = torch === null ? "" : `, ${(torch.ms / own.ms).toFixed(2)} × PyTorch`;
  return { name: training.name, value: `${own.ms.toFixed(2)} ms${ratio}` };
}

/** The median and the minimum. */
function times(result: Result | null): string {
  return result === null ? "" : `${result.ms.toFixed(2)} (${Math.min(...result.rounds).toFixed(2)})`;
}

function formatRows(rows: readonly Row[]): string {
  const lines = rows.map(({ training, own, torch, all }) => {
    const epoch = ((own.ms * 30_000) / training.batch / 1000).toFixed(2);
    const ratio = torch === null ? "" : (torch.ms / own.ms).toFixed(2);
    return `| ${[training.name, times(torch), times(all), times(own), epoch, ratio].join(" | ")} |`;
  });
  return [
    "| ms per step: median (minimum) | PyTorch, one thread | all threads | compiled | s per epoch | × one thread |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

/** A Mermaid chart, which Markdown viewers draw. */
function formatChart(rows: readonly Row[]): string {
  const ratios = rows.map(({ own, torch }) => ((torch?.ms ?? Number.NaN) / own.ms).toFixed(2));
  return [
    "```mermaid",
    "xychart-beta",
    '  title "Times as fast as PyTorch (the line is PyTorch)"',
    `  x-axis "row of the table" [${rows.map((_, index) => index + 1).join(", ")}]`,
    '  y-axis "times"',
    `  bar [${ratios.join(", ")}]`,
    `  line [${rows.map(() => "1").join(", ")}]`,
    "```",
  ].join("\n");
}
