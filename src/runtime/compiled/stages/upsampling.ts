import { imageSize } from "../../kernels/views.ts";
import type { UpsamplingPlan } from "../architecture.ts";
import type { Stage, StageContext, Values } from "./stage.ts";

/** Enlarges each image by repeating its pixels. The images of a batch are as one image of more rows. */
export function upsamplingStage(context: StageContext, plan: UpsamplingPlan, input: Values): Stage {
  const { kernels } = context.engine;
  const { input: image, rows, columns } = plan;
  const output = context.allocateOutput(imageSize(plan.output));
  return {
    output,
    parameters: [],
    forward(batch) {
      const height = batch * image.height;
      kernels.repeatPixels(input.address, height, image.width, image.channels, rows, columns, output.address);
    },
    backward(batch) {
      if (input.gradient === 0) return;
      const { width, channels } = image;
      const height = batch * image.height;
      kernels.repeatPixelsGradient(output.gradient, height, width, channels, rows, columns, input.gradient);
    },
  };
}
