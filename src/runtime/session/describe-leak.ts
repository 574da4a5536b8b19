import * as tf from "@tensorflow/tfjs";
import type { CreatedTensor } from "../tensorflow/created-tensors.ts";
import { dataHeldBy } from "./held-tensors.ts";

/** Fewer or smaller ones do no harm, such as a value that is only looked at: `x.mean().dataSync()`. */
const FEW = 5;
const SMALL_BYTES = 1_000_000;
const SHOWN_LINES = 3;

/** A line of the lesson's cells. */
export interface CodeLine {
  readonly cell: string;
  readonly line: number;
}

interface LeakContext {
  /** The cell that ran. */
  readonly cell: string;
  /** What still holds tensors: the variables of all cells, and what was shown. */
  readonly held: readonly unknown[];
  /** Where a tensor was made; null if no cell is in the trace. */
  readonly locate: (trace: Error) => CodeLine | null;
}

/** Says how many of a run's tensors stay in memory though nothing holds them, and where they were made; null if few do. */
export function describeLeak(
  created: readonly CreatedTensor[],
  { cell, held, locate }: LeakContext,
): string | null {
  if (created.length === 0) return null;
  const data = dataHeldBy([...held, ...Object.values(tf.engine().registeredVariables)]);
  if (data === null) return null;
  const left = created.filter(({ tensor }) => !data.has(tensor.dataId));
  const bytes = sizeOf(left);
  if (left.length < FEW && bytes < SMALL_BYTES) return null;
  const lines = countLines(left, cell, locate);
  return `${left.length} ${left.length === 1 ? "tensor stays" : "tensors stay"} in memory (${formatBytes(bytes)}), and no variable holds ${left.length === 1 ? "it" : "them"}: ${lines}. Calculate inside \`tf.tidy(() => …)\`, or call \`dispose()\` on what you no longer need.`;
}

function sizeOf(left: readonly CreatedTensor[]): number {
  const sizes = new Map(
    left.map(({ tensor }) => [tensor.dataId, tensor.size * tf.util.bytesPerElement(tensor.dtype)]),
  );
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function countLines(left: readonly CreatedTensor[], cell: string, locate: LeakContext["locate"]): string {
  const counts = new Map<string, number>();
  for (const { trace } of left) {
    const name = nameOf(trace === null ? null : locate(trace), trace, cell);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const most = [...counts].sort(([, one], [, other]) => other - one);
  const rest = most.slice(SHOWN_LINES).reduce((sum, [, count]) => sum + count, 0);
  const parts = most.slice(0, SHOWN_LINES).map(([name, count]) => `${count} from ${name}`);
  return [...parts, ...(rest > 0 ? [`${rest} from elsewhere`] : [])].join(", ");
}

function nameOf(code: CodeLine | null, trace: Error | null, cell: string): string {
  if (trace === null) return "callbacks of the training";
  if (code === null) return "a callback";
  return code.cell === cell ? `line ${code.line}` : `line ${code.line} of ${code.cell}`;
}

function formatBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
