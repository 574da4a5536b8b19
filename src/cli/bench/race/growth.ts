import type { Site } from "../benchmark.ts";
import type { Measurement } from "../measurement.ts";
import { openLectern } from "./lectern.ts";
import {
  LECTURE_SIZE,
  LENET,
  lectureTraining,
  SECOND_CONVOLUTION,
  type Training,
  TWO_BLOCKS,
} from "./networks.ts";
import { startPyTorch } from "./pytorch.ts";
import { race } from "./race.ts";

const ROUNDS = 5;

/** The lecture's network with one size changed at a time, and deeper ones. */
const TRAININGS: readonly Training[] = [
  ...[4, 8, 16, 32].map((filters) => lectureTraining({ ...LECTURE_SIZE, filters })),
  ...[56, 112].map((side) => lectureTraining({ ...LECTURE_SIZE, side })),
  ...[1, 8, 128, 512].map((batch) => lectureTraining({ ...LECTURE_SIZE, batch })),
  SECOND_CONVOLUTION,
  TWO_BLOCKS,
  LENET,
];

/** How the time per step grows with the network, beside PyTorch. Also prints a table and a chart for the docs. */
export async function measureGrowth(site: Site): Promise<readonly Measurement[]> {
  const torch = startPyTorch();
  const lectern = await openLectern(site, {
    name: "Lectern",
    backend: "wasm",
    compiled: true,
    flags: [],
  });
  try {
    const rows: Row[] = [];
    for (const training of TRAININGS) {
      const results = await race(torch === undefined ? [lectern] : [torch, lectern], training, ROUNDS);
      const [other, own] = torch === undefined ? [undefined, results[0]] : results;
      rows.push({
        training,
        own: own?.ms ?? Number.NaN,
        ...(other === undefined ? {} : { torch: other.ms }),
      });
    }
    console.log(`\n${formatRows(rows)}\n\n${formatChart(rows)}\n`);
    return rows.map(({ training, own, torch: other }) => ({
      name: training.name,
      value: `${own.toFixed(2)} ms${other === undefined ? "" : `, ${(other / own).toFixed(2)} × PyTorch`}`,
    }));
  } finally {
    await Promise.all([torch?.close(), lectern.close()]);
  }
}

interface Row {
  readonly training: Training;
  /** Milliseconds per step. */
  readonly own: number;
  readonly torch?: number;
}

function formatRows(rows: readonly Row[]): string {
  const lines = rows.map(({ training, own, torch }) => {
    const epoch = ((own * 30_000) / training.batch / 1000).toFixed(2);
    const [other, ratio] = torch === undefined ? ["", ""] : [torch.toFixed(2), (torch / own).toFixed(2)];
    return `| ${[training.name, other, own.toFixed(2), epoch, ratio].join(" | ")} |`;
  });
  return [
    "| | PyTorch, ms per step | compiled, ms per step | compiled, s per epoch | × PyTorch |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

/** A Mermaid chart, which Markdown viewers draw. */
function formatChart(rows: readonly Row[]): string {
  const ratios = rows.map(({ own, torch }) => ((torch ?? Number.NaN) / own).toFixed(2));
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
