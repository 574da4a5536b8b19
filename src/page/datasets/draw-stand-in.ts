import type { DrawStandIn } from "../../datasets/dataset.ts";
import { breather } from "./breathe.ts";

/**
 * Draws a stand-in while the page stays alive.
 * @param onProgress told the share that is done, 0 to 1.
 * @throws the signal's reason when aborted.
 */
export async function drawStandIn(
  draw: DrawStandIn,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<readonly ArrayBuffer[]> {
  const drawing = draw();
  const breathe = breather();
  for (let next = drawing.next(); ; next = drawing.next()) {
    if (next.done) return next.value;
    if (await breathe()) onProgress(next.value);
    signal.throwIfAborted();
  }
}
