import type { Bench } from "../bench.ts";
import type { Measurement } from "../measurement.ts";
import { LECTURE_SIZE, type Size } from "./contender.ts";
import { openLectern } from "./lectern.ts";
import { startPyTorch } from "./pytorch.ts";
import { race } from "./race.ts";

const ROUNDS = 5;

/** The lecture's network with one size changed at a time. */
const SIZES: readonly Size[] = [
  ...[4, 8, 16, 32].map((filters) => ({ ...LECTURE_SIZE, filters })),
  ...[56, 112].map((side) => ({ ...LECTURE_SIZE, side })),
  ...[1, 8, 128, 512].map((batch) => ({ ...LECTURE_SIZE, batch })),
];

/** How the cost of a step grows with the network, beside PyTorch; prints a table and a chart for the docs too. */
export async function measureGrowth(bench: Bench): Promise<readonly Measurement[]> {
  const torch = startPyTorch();
  const lectern = await openLectern(bench, {
    name: "Lectern",
    backend: "wasm",
    compiled: true,
    flags: [],
  });
  try {
    const rows: Row[] = [];
    for (const size of SIZES) {
      const results = await race(torch === undefined ? [lectern] : [torch, lectern], size, ROUNDS);
      const [other, own] = torch === undefined ? [undefined, results[0]] : results;
      rows.push({ size, own: own?.ms ?? Number.NaN, ...(other === undefined ? {} : { torch: other.ms }) });
    }
    console.log(`\n${formatRows(rows)}\n\n${formatChart(rows)}\n`);
    return rows.map(({ size, own, torch: other }) => ({
      name: `a step with ${nameOf(size)}`,
      value: `${own.toFixed(2)} ms${other === undefined ? "" : `, ${(other / own).toFixed(2)} × PyTorch`}`,
    }));
  } finally {
    await Promise.all([torch?.close(), lectern.close()]);
  }
}

interface Row {
  readonly size: Size;
  /** Milliseconds of a step. */
  readonly own: number;
  readonly torch?: number;
}

function nameOf({ filters, side, batch }: Size): string {
  return `${filters} filters, ${side} × ${side} pixels, batch ${batch}`;
}

function formatRows(rows: readonly Row[]): string {
  const lines = rows.map(({ size, own, torch }) => {
    const epoch = ((own * 30_000) / size.batch / 1000).toFixed(2);
    const beside = torch === undefined ? ["", ""] : [torch.toFixed(2), (torch / own).toFixed(2)];
    const [other, ratio] = beside;
    return `| ${[size.filters, size.side, size.batch, other, own.toFixed(2), epoch, ratio].join(" | ")} |`;
  });
  return [
    "| filters | side | batch | PyTorch, ms a step | compiled, ms a step | compiled, s an epoch | × PyTorch |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}

/** A chart in Mermaid, which Markdown's readers draw. */
function formatChart(rows: readonly Row[]): string {
  const names = rows.map(({ size: { filters, side, batch } }) => `"${filters}/${side}/${batch}"`);
  const ratios = rows.map(({ own, torch }) => ((torch ?? Number.NaN) / own).toFixed(2));
  return [
    "```mermaid",
    "xychart-beta",
    '  title "Times as fast as PyTorch (the line is PyTorch)"',
    `  x-axis "filters/side/batch" [${names.join(", ")}]`,
    '  y-axis "times"',
    `  bar [${ratios.join(", ")}]`,
    `  line [${rows.map(() => "1").join(", ")}]`,
    "```",
  ].join("\n");
}
