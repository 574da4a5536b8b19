import type { DrawStandIn } from "../../datasets/dataset.ts";

/** Milliseconds of drawing at a time: short enough for a page to scroll smoothly between. */
const SLICE = 8;

/**
 * Draws a stand-in slice by slice.
 * @param onProgress told the share that is done, 0 to 1.
 * @throws the signal's reason when aborted.
 */
export async function drawStandIn(
  draw: DrawStandIn,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<readonly ArrayBuffer[]> {
  const drawing = draw();
  let pause = performance.now() + SLICE;
  while (true) {
    const next = drawing.next();
    if (next.done) return next.value;
    if (performance.now() < pause) continue;
    onProgress(next.value);
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal.throwIfAborted();
    pause = performance.now() + SLICE;
  }
}
