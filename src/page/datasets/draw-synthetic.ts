import type { SyntheticDataset } from "../../datasets/dataset.ts";
import { breather } from "./breathe.ts";

/**
 * Draws a synthetic dataset without blocking the page.
 * @param onProgress receives the fraction done, 0 to 1.
 * @throws the signal's reason when aborted.
 */
export async function drawSynthetic(
  synthetic: SyntheticDataset,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<readonly ArrayBuffer[]> {
  const drawing = synthetic.drawFiles();
  const breathe = breather();
  for (let next = drawing.next(); ; next = drawing.next()) {
    if (next.done) return next.value;
    if (await breathe()) onProgress(next.value);
    signal.throwIfAborted();
  }
}
