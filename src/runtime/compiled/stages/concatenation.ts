import type { ImageView } from "../../kernels/views.ts";
import type { ConcatenationPlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/**
 * Values next to each other along the last axis. They are matrices [positions, channels], which the kernels for padding
 * copy into and out of a wider one.
 */
export function concatenationStage(
  context: StageContext,
  { positions, channels }: ConcatenationPlan,
  inputs: readonly Values[],
): Stage {
  const { kernels } = context.engine;
  const total = sum(channels);
  const output = context.allocateOutput(positions * total);
  const parts = inputs.map((input, index) => ({
    input,
    width: channels[index] ?? 0,
    placement: { top: 0, left: sum(channels.slice(0, index)) },
  }));
  const matrix = (address: number, batch: number, width: number): ImageView => ({
    address,
    height: batch * positions,
    width,
    channels: 1,
  });
  return {
    output,
    parameters: [],
    forward(batch) {
      for (const { input, width, placement } of parts) {
        kernels.padImage({
          image: matrix(input.address, batch, width),
          padded: matrix(output.address, batch, total),
          placement,
        });
      }
    },
    backward(batch) {
      for (const { input, width, placement } of parts) {
        if (input.gradient === 0) continue;
        kernels.cropImage({
          image: matrix(input.gradient, batch, width),
          padded: matrix(output.gradient, batch, total),
          placement,
        });
      }
    },
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
